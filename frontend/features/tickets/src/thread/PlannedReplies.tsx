import type { Ticket } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { clockTime, dayLabel, MailBody, useNow, useProblemText } from "@relaydesk/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Space } from "antd";
import { CalendarClock, Hand } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { keys } from "../api/keys";
import { movePlanned, type PlannedReply, sendPlannedNow, takeBack, usePlannedReplies } from "../api/replies";
import { putBack } from "../composer/useServerDraft";
import { plannedMessages } from "./plannedMessages";
import "../composer/composer.css";

const ScheduleDialog = lazy(() => import("../composer/ScheduleDialog"));

/** Replies that wait: for the seconds in which they can be taken back, for their instant, for their author. */
export default function PlannedReplies({ ticket }: { ticket: Ticket }) {
  const t = useMessages(plannedMessages);
  const { data = [] } = usePlannedReplies(ticket.number);
  if (data.length === 0) return null;
  return (
    <ol className="tk-waiting" aria-label={t("planned")}>
      {data.map((one) => (
        <Planned key={one.id} one={one} number={ticket.number} />
      ))}
    </ol>
  );
}

function Planned({ one, number }: { one: PlannedReply; number: string }) {
  const t = useMessages(plannedMessages);
  const { locale } = useLocale();
  const now = useNow();
  const held = one.state === "held";
  const when = `${dayLabel(one.due_at, locale, now)} ${clockTime(one.due_at, locale)}`;
  const said = held
    ? t(one.reason === "new_messages" ? "heldNew" : "heldOther")
    : one.kind === "undo"
      ? t("sendingSoon")
      : t("sendsAt", { when });
  return (
    <li className={held ? "tk-waiting-held" : undefined}>
      <header>
        {held ? <Hand size={14} aria-hidden /> : <CalendarClock size={14} aria-hidden />}
        <strong>{one.author}</strong> <span>{said}</span>
      </header>
      <MailBody html={one.body_html} />
      {one.mine && <Acts one={one} number={number} />}
    </li>
  );
}

function Acts({ one, number }: { one: PlannedReply; number: string }) {
  const t = useMessages(plannedMessages);
  const textOf = useProblemText();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [moving, setMoving] = useState(false);
  const act = useMutation({
    mutationFn: (run: () => Promise<unknown>) => run(),
    onError: (error) => message.error(textOf(error)),
    onSettled: () => client.invalidateQueries({ queryKey: keys.ticket(number) }),
  });
  const cancel = async () => {
    const words = await takeBack(number, one.id);
    putBack(number, {
      html: words.body_html,
      attachments: words.attachments,
      cc: words.cc,
      bcc: words.bcc,
    });
  };
  return (
    <Space size={4} wrap>
      {(one.kind === "scheduled" || one.state === "held") && (
        <>
          <Button size="small" onClick={() => act.mutate(() => sendPlannedNow(number, one.id))}>
            {t(one.state === "held" ? "sendAnyway" : "sendNow")}
          </Button>
          <Button size="small" onClick={() => setMoving(true)}>
            {t("move")}
          </Button>
        </>
      )}
      <Button size="small" onClick={() => act.mutate(cancel)}>
        {t("takeBack")}
      </Button>
      <Suspense fallback={null}>
        {moving && (
          <ScheduleDialog
            onClose={() => setMoving(false)}
            onChoose={(at) => {
              setMoving(false);
              act.mutate(() => movePlanned(number, one.id, at));
            }}
          />
        )}
      </Suspense>
    </Space>
  );
}
