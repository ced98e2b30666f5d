import { FormDrawer, useConfirm } from "@relaydesk/admin-kit";
import { call, type Schemas } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { MailBody, useProblemText } from "@relaydesk/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input, Select } from "antd";
import { useState } from "react";
import { useTeams } from "../api/directory";
import { messages } from "./messages";
import { htmlOf, plainOf } from "./plain";
import type { SavedReply } from "./SavedRepliesPage";

type Words = Schemas["SavedReplyIn"];
const LANGUAGES = ["zh", "en"] as const;
const PATH = "/api/v1/saved-replies";

/** One saved reply. What is wrong with its template stands at its text. */
export function SavedReplyForm({ row, onClose }: { row: SavedReply | null; onClose: () => void }) {
  const t = useMessages(messages);
  const client = useQueryClient();
  const [form] = Form.useForm<Words>();
  const sharing = Form.useWatch("sharing", form) ?? row?.sharing ?? "personal";
  const { data: teams = [] } = useTeams();
  const done = async () => {
    await client.invalidateQueries({ queryKey: ["saved-replies"] });
    onClose();
  };
  const save = async (values: Words) => {
    const bodies = Object.fromEntries(LANGUAGES.map((one) => [one, htmlOf(values.bodies?.[one] ?? "")]));
    const body = { ...values, bodies, team_id: values.sharing === "team" ? values.team_id : null };
    if (row) await call("PUT", `${PATH}/${row.id}`, { body, version: row.version });
    else await call("POST", PATH, { body });
    await done();
  };
  const bodies = Object.fromEntries(LANGUAGES.map((one) => [one, plainOf(row?.bodies[one] ?? "")]));
  const initial = row
    ? { ...row, team_id: row.team?.id ?? null, bodies }
    : { sharing: "personal" as const, tags: [], folder: "", shortcut: "", title: "", bodies };
  const writes = row?.can_edit ?? true;
  return (
    <FormDrawer<Words>
      title={row?.title ?? t("add")}
      initial={initial}
      form={form}
      width={620}
      onSave={save}
      onClose={onClose}
      readOnly={!writes}
      extra={row && writes ? <Remove row={row} onGone={() => void done()} /> : null}
    >
      <Form.Item name="title" label={t("title")} rules={[{ required: true }]}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="shortcut" label={t("shortcut")} extra={t("shortcutHint")}>
        <Input maxLength={60} />
      </Form.Item>
      {LANGUAGES.map((one) => (
        <Form.Item key={one} name={["bodies", one]} label={t(`body_${one}`)} extra={t("bodyHint")}>
          <Input.TextArea autoSize={{ minRows: 4, maxRows: 14 }} />
        </Form.Item>
      ))}
      <Variables />
      <Preview text={() => form.getFieldValue(["bodies", "zh"]) || form.getFieldValue(["bodies", "en"])} />
      <Form.Item name="sharing" label={t("sharing")}>
        <Select
          options={(["personal", "team", "all"] as const).map((value) => ({
            value,
            label: t(`sharing_${value}`),
          }))}
        />
      </Form.Item>
      {sharing === "team" && (
        <Form.Item name="team_id" label={t("team")}>
          <Select options={teams.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
      )}
      <Form.Item name="folder" label={t("folder")}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="tags" label={t("tags")}>
        <Select mode="tags" open={false} suffixIcon={null} />
      </Form.Item>
    </FormDrawer>
  );
}

function Variables() {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const { data } = useQuery({
    queryKey: ["saved-replies", "variables"],
    queryFn: () => call<Schemas["VariablesOut"]>("GET", `${PATH}/variables`),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <details>
      <summary>{t("variables")}</summary>
      <ul>
        {data?.items.map(({ key, name, name_en }) => (
          <li key={key}>
            <code>{`{{ ${key} }}`}</code> {locale === "en" ? name_en : name}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Preview({ text }: { text: () => string | undefined }) {
  const t = useMessages(messages);
  const [shown, setShown] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const look = async () => {
    setFailed(false);
    try {
      const body = { body_html: htmlOf(text() ?? "") };
      setShown((await call<Schemas["FilledOut"]>("POST", `${PATH}/preview`, { body })).html);
    } catch {
      setShown(null);
      setFailed(true);
    }
  };
  return (
    <Form.Item>
      <Button size="small" onClick={() => void look()}>
        {t("preview")}
      </Button>
      {failed && <p role="alert">{t("previewFailed")}</p>}
      {shown && <MailBody html={shown} />}
    </Form.Item>
  );
}

function Remove({ row, onGone }: { row: SavedReply; onGone: () => void }) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const confirm = useConfirm();
  const { message } = App.useApp();
  const ask = async () => {
    if (!(await confirm({ title: row.title, consequence: t("removeWhat"), verb: t("remove") }))) return;
    try {
      await call("DELETE", `${PATH}/${row.id}`);
      onGone();
    } catch (error) {
      message.error(textOf(error));
    }
  };
  return (
    <Button danger type="text" onClick={() => void ask()}>
      {t("remove")}
    </Button>
  );
}
