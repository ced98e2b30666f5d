import { PRIORITIES, type Ticket } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { dayTime, fullTime, useNow } from "@relaydesk/ui";
import type { ReactNode } from "react";
import { useTypes } from "../api/directory";
import { messages } from "../messages";
import { writes } from "../model/fieldRights";
import { AssigneeField } from "./AssigneeField";
import { ChoiceField } from "./ChoiceField";
import { Guarded } from "./Guarded";
import { LabelField } from "./LabelField";
import { PlannedField } from "./PlannedField";
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
  /** The way to see a masked value of the requester (privacy); null where there is none. */
  reveal: (field: "phone" | "email", value: string) => ReactNode;
  /** Further cards, below what most tickets have. */
  children: ReactNode;
}

/** Everything about a ticket that is not its words. Offers only what the server says one may do. */
export function PropertiesPane(props: PropertiesProps) {
  const { ticket, editor, onRequester, requesterName, stopwatches, whyAssignee, reveal } = props;
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
        <Guarded ticket={ticket} field="tickets.priority" label={t("priority")}>
          {(right) => (
            <ChoiceField
              id="priority"
              label={t("priority")}
              value={ticket.priority}
              required={right === "required"}
              disabled={!can.edit || !writes(right)}
              options={PRIORITIES.map((one) => ({ value: one, label: `${one} ${t(one)}` }))}
              onChange={(next) => {
                const priority = PRIORITIES.find((one) => one === next);
                if (priority) editor.edit({ patch: { priority }, preview: { priority } });
              }}
            />
          )}
        </Guarded>
        <Guarded ticket={ticket} field="tickets.type" label={t("type")}>
          {(right) => (
            <ChoiceField
              id="type"
              label={t("type")}
              value={ticket.type.key}
              required={right === "required"}
              disabled={!can.edit || !writes(right)}
              options={types.map((one) => ({ value: one.key, label: name(one) }))}
              onChange={(key) => {
                const type = types.find((one) => one.key === key);
                if (type) editor.edit({ patch: { type: key }, preview: { type } });
              }}
            />
          )}
        </Guarded>
        <Guarded ticket={ticket} field="tickets.team" label={t("team")}>
          {(right) => <TeamField ticket={ticket} editor={editor} right={right} />}
        </Guarded>
        <Guarded ticket={ticket} field="tickets.assignee" label={t("assignee")}>
          {(right) => <AssigneeField ticket={ticket} editor={editor} right={right} why={whyAssignee} />}
        </Guarded>
        <Guarded ticket={ticket} field="tickets.tags" label={t("tags")}>
          {(right) => <TagsField ticket={ticket} editor={editor} right={right} />}
        </Guarded>
        <Guarded ticket={ticket} field="tickets.planned" label={t("planned")}>
          {(right) => <PlannedField ticket={ticket} editor={editor} right={right} />}
        </Guarded>
        <Guarded ticket={ticket} field="tickets.label" label={t("label")}>
          {(right) => <LabelField ticket={ticket} editor={editor} right={right} />}
        </Guarded>
        <dt>{t("created")}</dt>
        <dd>
          <time dateTime={ticket.created_at} title={fullTime(ticket.created_at, locale)}>
            {dayTime(ticket.created_at, locale, now)}
          </time>
        </dd>
      </dl>
      {stopwatches}
      <RequesterCard
        ticket={ticket}
        onRequester={onRequester}
        requesterName={requesterName}
        reveal={reveal}
      />
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
      {props.children}
    </div>
  );
}
