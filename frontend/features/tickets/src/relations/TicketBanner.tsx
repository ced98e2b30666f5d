import type { Ticket } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { useNow, weekdayTime } from "@relaydesk/ui";
import { Button } from "antd";
import { useChange } from "./api";
import { messages } from "./messages";
import { useUndoable } from "./useUndoable";
import "./relations.css";

interface BannerProps {
  ticket: Ticket;
  onOpen: (number: string) => void;
}

/** Says that a ticket was merged away or sleeps, and takes that back. */
export default function TicketBanner({ ticket, onOpen }: BannerProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const { say, refused } = useUndoable();
  const change = useChange(ticket.number);
  const into = ticket.merged_into;
  if (ticket.merged)
    return (
      <div className="tk-banner" role="status">
        {into ? (
          <span>
            {t("mergedInto")}{" "}
            <button type="button" className="tk-link" onClick={() => onOpen(into)}>
              {into}
            </button>
          </span>
        ) : (
          t("mergedIntoHidden")
        )}
        {ticket.can.unmerge && into && (
          <Button
            size="small"
            loading={change.isPending}
            onClick={() =>
              change.mutate(
                { method: "POST", path: "/unmerge" },
                { onSuccess: () => say(t("unmerged")), onError: refused },
              )
            }
          >
            {t("unmerge")}
          </Button>
        )}
      </div>
    );
  return (
    <div className="tk-banner" role="status">
      {ticket.snoozed_until
        ? t("snoozedUntil", { time: weekdayTime(ticket.snoozed_until, locale, now) })
        : t("snoozedAnswer")}
      {ticket.can.edit && (
        <Button
          size="small"
          loading={change.isPending}
          onClick={() =>
            change.mutate(
              { method: "DELETE", path: "/snooze" },
              { onSuccess: () => say(t("awake")), onError: refused },
            )
          }
        >
          {t("wake")}
        </Button>
      )}
    </div>
  );
}
