import type { EventItem } from "@relaydesk/api-client";
import type { Translate } from "@relaydesk/i18n";
import type { Directory } from "../api/directory";
import { type MessageKey, messages } from "../messages";

type T = Translate<MessageKey>;

function has(key: string): key is MessageKey {
  return Object.hasOwn(messages.zh, key);
}

/** The word for a channel; an unknown channel keeps its own name. */
export function channelName(channel: string, t: T): string {
  const key = `channel_${channel}`;
  return has(key) ? t(key) : channel;
}

function measureName(measure: unknown, t: T): string {
  const key = `measure_${String(measure)}`;
  return has(key) ? t(key) : String(measure ?? "");
}

function assigned({ data, actor }: EventItem, t: T, names: Directory, who: string): string {
  const moved = data.team_id !== data.previous_team_id && data.team_id ? names.team(data.team_id) : null;
  const agent = data.assignee_id ? names.agent(data.assignee_id) : null;
  if (moved && agent && data.previous_team_id)
    return t("ev_assigned_team_agent", { actor: who, team: moved, agent });
  if (agent)
    return actor.kind === "system"
      ? t("ev_assigned_auto", { agent })
      : t("ev_assigned_to", { actor: who, agent });
  if (moved) return t("ev_assigned_team", { actor: who, team: moved });
  return t("ev_unassigned", { actor: who });
}

function edited({ data }: EventItem, t: T, names: Directory, who: string): string {
  const changes = Object.entries((data.changes ?? {}) as Record<string, [unknown, unknown]>);
  const parts = changes.map(([field, [before, after]]) => {
    if (field === "subject") return t("ev_edited_subject", { actor: who, after: String(after) });
    if (field === "tags")
      return t("ev_edited_tags", {
        actor: who,
        after: (Array.isArray(after) ? after : []).join(t("comma")) || t("none"),
      });
    if (field === "type")
      return t("ev_edited_type", { actor: who, before: names.type(before), after: names.type(after) });
    return t("ev_edited", { actor: who, field: has(field) ? t(field) : field });
  });
  return parts.join(t("semicolon"));
}

function instant(value: unknown): string {
  return new Date(String(value)).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
}

function planned({ data }: EventItem, t: T, who: string): string {
  if (!data.planned_from) return t("ev_plan_removed", { actor: who });
  const span = [data.planned_from, data.planned_until].filter(Boolean).map(instant).join(" – ");
  return t("ev_planned", { actor: who, span });
}

/** What happened, as a sentence. Null for facts that the thread shows in another way. */
export function sentence(event: EventItem, t: T, names: Directory): string | null {
  const { name, data, actor } = event;
  const who = actor.kind === "system" ? t("system") : actor.name;
  switch (name) {
    case "tickets.ticket.opened":
      // What comes by mail or form is taken in by the system, in the requester's name.
      return t("ev_opened", {
        actor: actor.kind === "system" && data.author_kind === "contact" ? t("requester") : who,
        channel: channelName(String(data.channel), t),
      });
    case "tickets.message.added":
      return null;
    case "tickets.ticket.assigned":
      return assigned(event, t, names, who);
    case "tickets.status.changed":
      return t("ev_status", {
        actor: who,
        before: names.status(data.from_status),
        after: names.status(data.to_status),
      });
    case "tickets.priority.changed":
      return t("ev_priority", { actor: who, before: String(data.before), after: String(data.after) });
    case "tickets.ticket.edited":
      return edited(event, t, names, who);
    case "tickets.ticket.planned":
      return planned(event, t, who);
    case "sla.reminder.due":
      return t("ev_sla_reminder", { measure: measureName(data.measure, t) });
    case "sla.stopwatch.breached":
      return t("ev_sla_breached", { measure: measureName(data.measure, t) });
    case "tickets.ticket.linked":
      return t(data.kind === "follow_up" ? "ev_follow_up" : "ev_linked", {
        actor: who,
        number: String(data.other_number),
      });
    case "dispatch.decision.made":
      return data.outcome === "backlog" ? t("ev_backlog", { team: names.team(data.team_id) }) : null;
    case "channels.mail.failed":
      return t("ev_mail_failed", { error: String(data.error) });
    case "surveys.survey.sent":
      return t("ev_survey_sent");
    case "surveys.survey.answered":
      return t("ev_survey_answered", { score: String(data.score) });
    case "replies.reply.planned":
    case "replies.reply.cancelled":
      // What waits some seconds to be taken back stands below the thread; only an appointment is news.
      if (data.kind !== "scheduled") return null;
      return name === "replies.reply.planned"
        ? t("ev_reply_planned", { actor: who, time: instant(data.due_at) })
        : t("ev_reply_cancelled", { actor: who });
    case "replies.reply.held":
      return t("ev_reply_held");
    default:
      return t("ev_other", { actor: who });
  }
}
