import type { Message } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { dayTime, Loading, useNow } from "@relaydesk/ui";
import { Button, Checkbox } from "antd";
import { useTimeline } from "../api/timeline";
import { messages } from "./messages";

interface MessageChoiceProps {
  number: string;
  label: string;
  /** The message that opened the ticket cannot be chosen. */
  withoutFirst?: boolean;
  chosen: string[];
  onChange: (ids: string[]) => void;
}

/** The messages and notes of a ticket as read so far. */
export function useMessagesOf(number: string) {
  const timeline = useTimeline(number);
  return { ...timeline, all: timeline.items.flatMap((item) => (item.message ? [item.message] : [])) };
}

/** Chooses messages of a ticket by who wrote them, when, and how they begin. */
export function MessageChoice({ number, label, withoutFirst = false, chosen, onChange }: MessageChoiceProps) {
  const t = useMessages(messages);
  const { all, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = useMessagesOf(number);
  // The first one is the oldest, once everything is read.
  const offered = withoutFirst && !hasNextPage ? all.slice(1) : all;
  return (
    <fieldset className="tk-choices">
      <legend>{label}</legend>
      {isPending && <Loading rows={3} />}
      {hasNextPage && (
        <Button size="small" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("earlierMessages")}
        </Button>
      )}
      {!isPending && offered.length === 0 && (
        <p className="tk-quiet">{t(withoutFirst ? "onlyFirst" : "noMessages")}</p>
      )}
      {offered.map((one) => (
        <Checkbox
          key={one.id}
          checked={chosen.includes(one.id)}
          onChange={(event) =>
            onChange(event.target.checked ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))
          }
        >
          <Beginning message={one} />
        </Checkbox>
      ))}
    </fieldset>
  );
}

function Beginning({ message }: { message: Message }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  return (
    <>
      <small>
        {message.visibility === "note" && <strong>{t("note")} · </strong>}
        {message.author.name} · {dayTime(message.created_at, locale, now)}
      </small>
      <span className="tk-beginning">{message.body_text}</span>
    </>
  );
}
