import { FormDrawer, ListPage, useAdmin } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { Button } from "antd";
import { BadgeCheck, Plus } from "lucide-react";
import { useState } from "react";
import { useActiveAgents } from "../api/directory";
import { pagesOf, useAll, useNarrowed, useRecords } from "../api/records";
import type { Agent, Named } from "../api/types";
import { DeleteButton } from "../fields/DeleteButton";
import { NameFields } from "../fields/NameFields";
import { messages } from "../messages";
import { useNameOf, useProblemWords } from "../names";

type Values = Pick<Named, "name" | "name_en">;

/** The posts, or the skills: names that agents carry. */
export function NamedPage({
  kind,
  has,
}: {
  kind: "posts" | "skills";
  has: (agent: Agent, id: string) => boolean;
}) {
  const t = useMessages(messages);
  const nameOf = useNameOf();
  const { can } = useAdmin();
  const all = useAll<Named>(kind);
  const rows = useNarrowed(all.data ?? []);
  const agents = useActiveAgents().data ?? [];
  const [open, setOpen] = useState<Partial<Named> | null>(null);
  const writes = can("people.manage");
  const add = (
    <Button type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => setOpen({})}>
      {t(`${kind}_new`)}
    </Button>
  );
  return (
    <>
      <ListPage<Named>
        title={t(kind)}
        hint={t(`${kind}_hint`)}
        list={pagesOf(all, rows)}
        rowKey={(row) => row.id}
        onOpen={setOpen}
        searchHint={t(`${kind}_find`)}
        actions={writes && add}
        empty={{
          icon: <BadgeCheck size={40} aria-hidden />,
          title: t(`${kind}_none`),
          action: writes && add,
        }}
        columns={[
          { key: "name", title: t("name"), render: (row) => row.name, sub: (row) => row.name_en },
          { key: "name_en", title: t("nameEn"), wide: true, render: (row) => row.name_en },
          {
            key: "agents",
            title: t("agents"),
            align: "end",
            render: (row) => agents.filter((agent) => has(agent, row.id)).length,
          },
        ]}
      />
      {open && (
        <NamedForm kind={kind} one={open} readOnly={!writes} onClose={() => setOpen(null)} title={nameOf} />
      )}
    </>
  );
}

interface FormProps {
  kind: "posts" | "skills";
  one: Partial<Named>;
  readOnly: boolean;
  onClose: () => void;
  title: (one: Named) => string;
}

function NamedForm({ kind, one, readOnly, onClose, title }: FormProps) {
  const t = useMessages(messages);
  const texts = useProblemWords();
  const { create, change, remove } = useRecords<Named, Values>(kind);
  const known = one.id ? (one as Named) : null;
  const save = async (values: Values, attempt: string) => {
    const body = { ...values, name_en: values.name_en ?? "" };
    await (known ? change(known, body) : create(body, attempt));
    onClose();
  };
  return (
    <FormDrawer<Values>
      title={known ? title(known) : t(`${kind}_new`)}
      initial={one}
      onSave={save}
      onClose={onClose}
      readOnly={readOnly}
      texts={texts}
      places={{ post_exists: "name", skill_exists: "name" }}
      width={420}
      extra={
        known &&
        !readOnly && (
          <DeleteButton
            name={title(known)}
            consequence={t(`${kind}_delete`)}
            work={() => remove(known)}
            onGone={onClose}
          />
        )
      }
    >
      <NameFields />
    </FormDrawer>
  );
}
