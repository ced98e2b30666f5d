import { FormDrawer, ListPage, useAdmin, usePages } from "@relaydesk/admin-kit";
import { api, type Schemas, unwrap } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { useQueryClient } from "@tanstack/react-query";
import { App, AutoComplete, Form, Input } from "antd";
import { Tags } from "lucide-react";
import { useEffect, useState } from "react";
import { messages } from "./messages";
import { TagSelect } from "./TagSelect";
import { useTagOffers } from "./useTagOffers";

type TagUse = Schemas["TagUseOut"];
const USES = ["tag-uses"] as const;
/** A renaming is looked at again after so many ms, until its tags are gone. */
const LOOK = 1500;

/** Every tag with how many tickets bear it; one can be renamed, or merged with others. */
export default function TagsPage() {
  const t = useMessages(messages);
  const { message } = App.useApp();
  const { query } = useAdmin();
  const [open, setOpen] = useState<TagUse | null>(null);
  const [leaving, setLeaving] = useState<string[]>([]);
  const q = query.q ?? "";
  const list = usePages<TagUse>([...USES, q], (cursor) =>
    unwrap(api.GET("/api/v1/ticket-tags/uses", { params: { query: { q, limit: 50, cursor } } })),
  );
  useUntilGone(list.rows, leaving);
  return (
    <>
      <ListPage<TagUse>
        title={t("tags")}
        hint={t("hint")}
        list={list}
        rowKey={(one) => one.name}
        onOpen={setOpen}
        searchHint={t("find")}
        empty={{ icon: <Tags size={40} aria-hidden />, title: t("none"), hint: t("noneHint") }}
        columns={[
          { key: "name", title: t("name"), render: (one) => one.name },
          {
            key: "count",
            title: t("count"),
            align: "end",
            render: (one) => (one.capped ? t("more", { n: one.count }) : one.count),
          },
        ]}
      />
      {open && (
        <RenameForm
          tag={open.name}
          onClose={() => setOpen(null)}
          onAsked={({ names, to }) => {
            setOpen(null);
            setLeaving(names.filter((name) => name !== to));
            message.success(t("saved", { to }));
          }}
        />
      )}
    </>
  );
}

/** Reads the list again until these tags are gone from it. */
function useUntilGone(rows: readonly TagUse[], leaving: readonly string[]) {
  const client = useQueryClient();
  const waits = rows.some((row) => leaving.includes(row.name));
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(() => void client.invalidateQueries({ queryKey: USES }), LOOK);
    return () => clearInterval(timer);
  }, [client, waits]);
}

interface RenameProps {
  tag: string;
  onClose: () => void;
  onAsked: (asked: Schemas["TagRenameOut"]) => void;
}

interface Values {
  to: string;
  others?: string[];
}

function RenameForm({ tag, onClose, onAsked }: RenameProps) {
  const t = useMessages(messages);
  const save = async ({ to, others = [] }: Values) => {
    const names = [tag, ...others];
    onAsked(await unwrap(api.POST("/api/v1/ticket-tags/rename", { body: { names, to } })));
  };
  return (
    <FormDrawer<Values>
      title={tag}
      initial={{ to: tag, others: [] }}
      onSave={save}
      onClose={onClose}
      places={{ names: "to" }}
      width={420}
    >
      <Form.Item name="to" label={t("rename")} extra={t("renameHint")} rules={[{ required: true }]}>
        <Name label={t("rename")} />
      </Form.Item>
      <Form.Item name="others" label={t("others")} extra={t("othersHint")}>
        <Others label={t("others")} />
      </Form.Item>
    </FormDrawer>
  );
}

/** A name, with those that there are to choose from. */
function Name({
  label,
  ...field
}: {
  label: string;
  id?: string;
  value?: string;
  onChange?: (to: string) => void;
}) {
  const { data = [] } = useTagOffers((field.value ?? "").trim().slice(0, 60), true);
  return (
    <AutoComplete {...field} options={data.map((value) => ({ value }))}>
      <Input aria-label={label} maxLength={60} autoFocus />
    </AutoComplete>
  );
}

function Others({
  label,
  value = [],
  onChange = () => undefined,
  id,
}: {
  label: string;
  id?: string;
  value?: string[];
  onChange?: (names: string[]) => void;
}) {
  return <TagSelect id={id} label={label} value={value} onChange={onChange} />;
}
