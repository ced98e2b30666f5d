import { PRIORITIES, type Ticket } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { dayTime, fullTime, useNow } from "@relaydesk/ui";
import type { ReactNode } from "react";
import { useTypes } from "../api/directory";
import { messages } from "../messages";
import { AssigneeField } from "./AssigneeField";
import { ChoiceField } from "./ChoiceField";
import { ProgressSteps } from "./ProgressSteps";
import { RequesterCard } from "./RequesterCard";
import { TagsField } from "./TagsField";
import { TeamField } from "./TeamField";
import type { TicketEditor } from "./useEditor";

export interface PropertiesProps {
  ticket: Ticket;
  editor: TicketEditor;
  onRequester: (id: string) => void;
  /** The requester's name with the way to everything about them, for who may see it. */
  requesterName?: (id: string, name: string) => ReactNode;
  /** Filled by the app with the stopwatches (sla) and the reason for the assignee (dispatch). */
  stopwatches: ReactNode;
  whyAssignee: ReactNode;
}

/** Everything about a ticket that is not its words. Offers only what the server says one may do. */
export function PropertiesPane(props: PropertiesProps) {
  const { ticket, editor, onRequester, requesterName, stopwatches, whyAssignee } = props;
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const types = useTypes().data ?? [];
  const { can } = ticket;
  const name = (ref: { name: string; name_en: string }) =>
    locale === "en" ? ref.name_en || ref.name : ref.name;
  const statuses = [ticket.status, ...ticket.next_statuses.filter((one) => one.key !== ticket.status.key)];
  return (
    <div className="tk-properties">
      <h2>{t("properties")}</h2>
      <dl className="tk-fields">
        <ChoiceField
          id="status"
          label={t("status")}
          value={ticket.status.key}
          disabled={!can.set_status}
          options={statuses.map((one) => ({ value: one.key, label: name(one), category: one.category }))}
          onChange={(key) => {
            const status = statuses.find((one) => one.key === key);
            if (status) editor.edit({ patch: { status: key }, preview: { status, next_statuses: [] } });
          }}
        />
        <ChoiceField
          id="priority"
          label={t("priority")}
          value={ticket.priority}
          disabled={!can.edit}
          options={PRIORITIES.map((one) => ({ value: one, label: `${one} ${t(one)}` }))}
          onChange={(next) => {
            const priority = PRIORITIES.find((one) => one === next);
            if (priority) editor.edit({ patch: { priority }, preview: { priority } });
          }}
        />
        <ChoiceField
          id="type"
          label={t("type")}
          value={ticket.type.key}
          disabled={!can.edit}
          options={types.map((one) => ({ value: one.key, label: name(one) }))}
          onChange={(key) => {
            const type = types.find((one) => one.key === key);
            if (type) editor.edit({ patch: { type: key }, preview: { type } });
          }}
        />
        <TeamField ticket={ticket} editor={editor} />
        <AssigneeField ticket={ticket} editor={editor} why={whyAssignee} />
        <TagsField ticket={ticket} editor={editor} />
        <dt>{t("created")}</dt>
        <dd>
          <time dateTime={ticket.created_at} title={fullTime(ticket.created_at, locale)}>
            {dayTime(ticket.created_at, locale, now)}
          </time>
        </dd>
      </dl>
      {stopwatches}
      <RequesterCard ticket={ticket} onRequester={onRequester} requesterName={requesterName} />
      {ticket.satisfaction && (
        <section className="tk-card">
          <h3>{t("satisfaction")}</h3>
          <p>
            <span className="tk-stars" aria-hidden="true">
              {"★".repeat(ticket.satisfaction.score)}
              {"☆".repeat(5 - ticket.satisfaction.score)}
            </span>{" "}
            {t("score", { n: ticket.satisfaction.score })}
          </p>
          {ticket.satisfaction.comment && <blockquote>{ticket.satisfaction.comment}</blockquote>}
        </section>
      )}
      <ProgressSteps steps={ticket.progress} />
    </div>
  );
}
