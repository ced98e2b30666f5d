import { ApiProblem, PRIORITIES, type Priority, problemOf } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { useLeaving, useProblemText } from "@relaydesk/ui";
import { Alert, App, Button, Drawer, Input, Select } from "antd";
import { type FormEvent, useState } from "react";
import { useTeams, useTypes } from "../api/directory";
import { messages } from "../messages";
import { words } from "./messages";
import { RequesterLookup } from "./RequesterLookup";
import { emptyTicket, faultsOf, isWritten, type NewTicketForm, useCreateTicket } from "./useCreateTicket";
import "./create.css";

interface NewTicketProps {
  onClose: () => void;
  onCreated: (number: string) => void;
}

/** A ticket taken by hand: somebody calls, the agent writes it down. */
export default function NewTicket({ onClose, onCreated }: NewTicketProps) {
  const t = useMessages(messages);
  const w = useMessages(words);
  const { locale } = useLocale();
  const textOf = useProblemText();
  const { message } = App.useApp();
  const [form, setForm] = useState<NewTicketForm>(emptyTicket);
  const [tried, setTried] = useState(false);
  const create = useCreateTicket();
  const { close } = useLeaving(!create.isSuccess && isWritten(form), onClose);
  const faults = tried ? faultsOf(form) : new Set<string>();
  const fields = create.error instanceof ApiProblem ? create.error.fields : new Map<string, string>();
  const set = (part: Partial<NewTicketForm>) => setForm((now) => ({ ...now, ...part }));
  const name = (ref: { name: string; name_en: string }) =>
    locale === "en" ? ref.name_en || ref.name : ref.name;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (faultsOf(form).size > 0) return;
    create.mutate(form, {
      onSuccess: (ticket) => {
        message.success(w("created_ok", { number: ticket.number }));
        onCreated(ticket.number);
      },
    });
  };
  return (
    <Drawer
      open
      size="min(520px, 100%)"
      title={w("phoneTicket")}
      onClose={close}
      keyboard
      maskClosable={false}
    >
      <form className="tk-new" onSubmit={submit} noValidate>
        {create.error && (
          <Alert
            type="error"
            showIcon
            role="alert"
            title={w("createFailed") + (textOf(create.error) || problemOf(create.error).message)}
            description={[...fields].map(([field, text]) => `${field}: ${text}`).join(" · ")}
          />
        )}
        <RequesterLookup value={form.requester} onChange={(requester) => set({ requester })} />
        <p className="tk-fault">{faults.has("requester") && w("needRequester")}</p>
        <label htmlFor="new-subject">{t("subject")}</label>
        <Input
          id="new-subject"
          value={form.subject}
          maxLength={300}
          status={faults.has("subject") ? "error" : ""}
          onChange={(event) => set({ subject: event.target.value })}
        />
        <p className="tk-fault">{faults.has("subject") && w("needSubject")}</p>
        <label htmlFor="new-body">{w("description")}</label>
        <Input.TextArea
          id="new-body"
          rows={6}
          value={form.body}
          placeholder={w("descriptionHint")}
          onChange={(event) => set({ body: event.target.value })}
        />
        <div className="tk-new-grid">
          <div>
            <label htmlFor="new-type">{t("type")}</label>
            <Select
              id="new-type"
              value={form.type}
              options={(useTypes().data ?? []).map((one) => ({ value: one.key, label: name(one) }))}
              onChange={(type: string) => set({ type })}
            />
          </div>
          <div>
            <label htmlFor="new-priority">{t("priority")}</label>
            <Select
              id="new-priority"
              value={form.priority}
              options={PRIORITIES.map((one) => ({ value: one, label: `${one} ${t(one)}` }))}
              onChange={(priority: Priority) => set({ priority })}
            />
          </div>
          <div>
            <label htmlFor="new-team">{t("team")}</label>
            <Select
              id="new-team"
              allowClear
              placeholder={w("typeDefaultTeam")}
              value={form.team_id}
              options={(useTeams().data ?? []).map((one) => ({ value: one.id, label: name(one) }))}
              onChange={(team_id?: string) => set({ team_id })}
            />
          </div>
          <div>
            <label htmlFor="new-channel">{w("callChannel")}</label>
            <Select
              id="new-channel"
              value={form.channel}
              options={(["phone", "web", "email"] as const).map((one) => ({
                value: one,
                label: t(`channel_${one}`),
              }))}
              onChange={(channel: string) => set({ channel })}
            />
          </div>
        </div>
        <footer>
          <Button onClick={close}>{w("cancel")}</Button>
          <Button type="primary" htmlType="submit" loading={create.isPending}>
            {t("create")}
          </Button>
        </footer>
      </form>
    </Drawer>
  );
}
