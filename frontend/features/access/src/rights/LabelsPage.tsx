import { FormDrawer, ListTable, PageHead, useAdmin, useConfirm } from "@relaydesk/admin-kit";
import { EmptyState, ErrorState, Loading, useProblemText } from "@relaydesk/ui";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input } from "antd";
import { Lock, Plus } from "lucide-react";
import { useState } from "react";
import { type LabelIn, saveLabel, useDeleteLabel, useLabels, useRoles } from "./api";
import { LabelBadge } from "./LabelBadge";
import { keyFrom } from "./matrix";
import type { Label } from "./types";
import { useWords } from "./useWords";
import "./rights.css";

/** The sensitivity labels. */
export default function LabelsPage() {
  const { t, nameOf } = useWords();
  const { can } = useAdmin();
  const { data, error, refetch } = useLabels();
  const roles = useRoles().data ?? [];
  const [open, setOpen] = useState<Label | "new" | null>(null);
  const mayEdit = can("access.manage_labels");
  const add = mayEdit && (
    <Button type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => setOpen("new")}>
      {t("newLabel")}
    </Button>
  );
  const cleared = (label: Label) => roles.filter((role) => role.labels.includes(label.key)).map(nameOf);
  return (
    <div className="ad-page">
      <PageHead title={t("labels")} hint={t("labelsPageHint")} actions={add} />
      <div className="ad-scroll">
        {error && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Loading rows={3} />}
        {data?.length === 0 && (
          <EmptyState
            icon={<Lock size={40} aria-hidden />}
            title={t("noLabels")}
            hint={t("noLabelsHint")}
            action={add}
          />
        )}
        {data && data.length > 0 && (
          <ListTable<Label>
            label={t("labels")}
            rows={data}
            rowKey={(label) => label.key}
            {...(mayEdit ? { onOpen: setOpen } : {})}
            columns={[
              {
                key: "name",
                title: t("labelName"),
                render: (label) => <LabelBadge name={nameOf(label)} colour={label.colour} />,
              },
              { key: "key", title: t("labelKey"), wide: true, render: (label) => <code>{label.key}</code> },
              {
                key: "roles",
                title: t("clearedRoles"),
                render: (label) => cleared(label).join(", ") || t("none"),
              },
            ]}
          />
        )}
      </div>
      {open && <LabelDrawer label={open === "new" ? null : open} onClose={() => setOpen(null)} />}
    </div>
  );
}

function LabelDrawer({ label, onClose }: { label: Label | null; onClose: () => void }) {
  const { t, nameOf } = useWords();
  const client = useQueryClient();
  const textOf = useProblemText();
  const { message } = App.useApp();
  const confirm = useConfirm();
  const remove = useDeleteLabel();
  const save = async (values: LabelIn) => {
    const key = label?.key ?? (values.key || keyFrom(values.name_en || values.name));
    await saveLabel(client, { ...values, key, name_en: values.name_en ?? "" }, label?.version ?? null);
    message.success(t("saved"));
    onClose();
  };
  const ask = async () => {
    if (!label) return;
    const title = t("deleteLabel", { name: nameOf(label) });
    if (!(await confirm({ title, consequence: t("deleteLabelText"), verb: t("delete") }))) return;
    remove.mutate(label.key, { onSuccess: onClose, onError: (error) => message.error(textOf(error), 6) });
  };
  return (
    <FormDrawer<LabelIn>
      title={label ? nameOf(label) : t("newLabel")}
      width={420}
      initial={label ?? { colour: "#d4380d" }}
      onSave={save}
      onClose={onClose}
      extra={
        label && (
          <Button danger onClick={() => void ask()}>
            {t("delete")}
          </Button>
        )
      }
    >
      <Form.Item name="name" label={t("labelName")} rules={[{ required: true, message: t("need") }]}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="name_en" label={t("roleNameEn")}>
        <Input maxLength={120} />
      </Form.Item>
      {!label && (
        <Form.Item
          name="key"
          label={t("labelKey")}
          extra={t("roleKeyHint")}
          rules={[{ required: true, pattern: /^[a-z][a-z0-9_]*$/, message: t("roleKeyHint") }]}
        >
          <Input maxLength={40} />
        </Form.Item>
      )}
      <Form.Item name="colour" label={t("colour")}>
        <Input type="color" className="ri-colour" />
      </Form.Item>
    </FormDrawer>
  );
}
