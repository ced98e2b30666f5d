import type { Ticket } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { durationText } from "@relaydesk/ui";
import { Button, Checkbox, Input } from "antd";
import { X } from "lucide-react";
import { useState } from "react";
import { useChangeWork, type Work } from "./api";
import { messages } from "./messages";
import { useUndoable } from "./useUndoable";

interface TimesProps {
  ticket: Ticket;
  times: NonNullable<Work["times"]>;
}

/** Today where the reader is, as the server wants a day. */
function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** Time spent, with its sum; one's own lines can be taken out again. */
export function Times({ ticket, times }: TimesProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const { refused } = useUndoable();
  const change = useChangeWork(ticket.number);
  const [minutes, setMinutes] = useState("");
  const [activity, setActivity] = useState("");
  const [billable, setBillable] = useState(false);
  const amount = (n: number) => durationText(n, locale);
  const add = () =>
    change.mutate(
      {
        method: "POST",
        path: "/times",
        body: { minutes: Number(minutes), activity, billable, spent_on: today() },
      },
      {
        onError: refused,
        onSuccess: () => {
          setMinutes("");
          setActivity("");
        },
      },
    );
  return (
    <section className="tk-card">
      <h3>{t("times")}</h3>
      {times.items.length === 0 ? (
        <p className="tk-quiet">{t("noTimes")}</p>
      ) : (
        <p>{t("timeSum", { time: amount(times.minutes), billable: amount(times.billable_minutes) })}</p>
      )}
      <ul className="tk-lines">
        {times.items.map((one) => (
          <li key={one.id}>
            <span className="tk-grow">
              {t("minutesOf", { n: one.minutes })} · {one.activity}
              <small>
                {" "}
                {one.agent.name} {one.spent_on} {one.billable ? t("billable") : ""} {one.note}
              </small>
            </span>
            {one.correctable && ticket.can.edit && (
              <Button
                type="text"
                size="small"
                aria-label={t("remove", { name: one.activity })}
                icon={<X size={13} aria-hidden />}
                onClick={() =>
                  change.mutate({ method: "DELETE", path: `/times/${one.id}` }, { onError: refused })
                }
              />
            )}
          </li>
        ))}
      </ul>
      {ticket.can.edit && (
        <div className="tk-line">
          <Input
            size="small"
            className="tk-short"
            inputMode="numeric"
            aria-label={t("minutes")}
            placeholder={t("minutes")}
            value={minutes}
            onChange={(event) => setMinutes(event.target.value.replace(/\D/g, ""))}
          />
          <Input
            size="small"
            aria-label={t("activity")}
            placeholder={t("activity")}
            value={activity}
            maxLength={60}
            onChange={(event) => setActivity(event.target.value)}
          />
          <Checkbox checked={billable} onChange={(event) => setBillable(event.target.checked)}>
            {t("billable")}
          </Checkbox>
          <Button size="small" disabled={!Number(minutes) || !activity.trim()} onClick={add}>
            {t("add")}
          </Button>
        </div>
      )}
    </section>
  );
}
