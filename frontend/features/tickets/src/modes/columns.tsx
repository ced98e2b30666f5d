import type { TicketRow } from "@relaydesk/api-client";
import type { Translate as _T, Translate } from "@relaydesk/i18n";
import { dayTime } from "@relaydesk/ui";
import type { ReactNode } from "react";
import type { MessageKey } from "../messages";
import { channelName } from "../model/sentences";
import type { Word } from "./messages";

export interface Cells {
  t: Translate<Word>;
  channels: _T<MessageKey>;
  locale: "zh" | "en";
  now: number;
}

interface Kind {
  width: number;
  /** The order that a click on its head asks for: first this one, then the other. */
  sorts?: readonly [string, string?];
  cell: (row: TicketRow, cells: Cells) => ReactNode;
}

function named(one: { name: string; name_en: string }, locale: "zh" | "en"): string {
  return locale === "en" ? one.name_en || one.name : one.name;
}

const time =
  (
    key:
      | "created_at"
      | "updated_at"
      | "next_due_at"
      | "planned_from"
      | "planned_until"
      | "last_public_message_at",
  ) =>
  (row: TicketRow, { locale, now }: Cells) => {
    const at = row[key];
    return at ? <time dateTime={at}>{dayTime(at, locale, now)}</time> : "";
  };

/** The columns that a table can show. Native elements only: rows are virtual. */
export const COLUMNS: Record<string, Kind> = {
  number: { width: 170, cell: (row) => <span className="md-number">{row.number}</span> },
  subject: { width: 320, cell: (row) => row.subject },
  status: {
    width: 110,
    cell: (row, { locale }) => (
      <>
        <span className={`rd-dot rd-dot-${row.status.category}`} /> {named(row.status, locale)}
      </>
    ),
  },
  priority: {
    width: 90,
    sorts: ["priority"],
    cell: (row, { t }) => (
      <>
        <span className={`rd-priority rd-priority-${row.priority}`}>{row.priority}</span> {t(row.priority)}
      </>
    ),
  },
  type: { width: 110, cell: (row, { locale }) => named(row.type, locale) },
  requester: { width: 130, cell: (row, { t }) => row.requester.name || t("unknownRequester") },
  assignee: { width: 110, cell: (row, { t }) => row.assignee?.name ?? <em>{t("unassigned")}</em> },
  team: { width: 120, cell: (row) => row.team?.name ?? "" },
  tags: { width: 150, cell: (row) => row.tags.join(" · ") },
  channel: { width: 90, cell: (row, { channels }) => channelName(row.channel, channels) },
  created_at: { width: 120, sorts: ["-created_at", "created_at"], cell: time("created_at") },
  updated_at: { width: 120, sorts: ["-updated_at", "updated_at"], cell: time("updated_at") },
  next_due_at: { width: 120, sorts: ["next_due_at"], cell: time("next_due_at") },
  planned_from: { width: 120, sorts: ["planned_from"], cell: time("planned_from") },
  planned_until: { width: 120, cell: time("planned_until") },
  last_public_message_at: { width: 120, cell: time("last_public_message_at") },
};

export const COLUMN_KEYS = Object.keys(COLUMNS);
