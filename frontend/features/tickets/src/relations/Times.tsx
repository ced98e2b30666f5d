import type { Ticket } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { DateField, dayText, durationText, useNow } from "@relaydesk/ui";
import { Checkbox, Input } from "antd";
import { useState } from "react";
import { useChangeWork, type Work } from "./api";
import { LineButtons } from "./LineButtons";
import { AddLine, Labelled, LineForm } from "./LineForm";
import { messages } from "./messages";
import { today } from "./today";

type AllTimes = NonNullable<Work["times"]>;
type Line = AllTimes["items"][number];

interface TimesProps {
  ticket: Ticket;
  times: AllTimes;
}

/** Time spent, with its sum; whoever may correct a line finds a pencil and a cross beside it. */
export function Times({ ticket, times }: TimesProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const change = useChangeWork(ticket.number);
  const [open, setOpen] = useState<string | null>(null);
  const amount = (minutes: number) => durationText(minutes, locale);
  const save = (line: Line | null) => (body: TimeBody) =>
    change.mutateAsync(
      line ? { method: "PUT", path: `/times/${line.id}`, body } : { method: "POST", path: "/times", body },
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
        {times.items.map((one) =>
          open === one.id ? (
            <li key={one.id}>
              <TimeForm line={one} onSave={save(one)} onClose={() => setOpen(null)} />
            </li>
          ) : (
            <li key={one.id}>
              <span className="tk-grow">
                <span className="tk-amount">
                  <span>{one.activity}</span>
                  <span>{amount(one.minutes)}</span>
                </span>
                <small>
                  {[
                    one.agent.name,
                    dayText(one.spent_on, locale, now),
                    ...(one.billable ? [t("billable")] : []),
                  ].join(" · ")}
                </small>
                {one.note && <small>{one.note}</small>}
              </span>
              {one.correctable && ticket.can.edit && (
                <LineButtons
                  name={`${one.activity} ${amount(one.minutes)}`}
                  onCorrect={() => setOpen(one.id)}
                  onRemove={() => change.mutateAsync({ method: "DELETE", path: `/times/${one.id}` })}
                />
              )}
            </li>
          ),
        )}
      </ul>
      {ticket.can.edit && (
        <AddLine open={open === "new"} label={t("addTime")} onOpen={() => setOpen("new")}>
          <TimeForm line={null} onSave={save(null)} onClose={() => setOpen(null)} />
        </AddLine>
      )}
    </section>
  );
}

const MOST_MINUTES = 1440;

interface TimeBody {
  minutes: number;
  activity: string;
  note: string;
  billable: boolean;
  spent_on: string;
}

interface TimeFormProps {
  line: Line | null;
  onSave: (body: TimeBody) => Promise<unknown>;
  onClose: () => void;
}

function TimeForm({ line, onSave, onClose }: TimeFormProps) {
  const t = useMessages(messages);
  const [minutes, setMinutes] = useState(line ? String(line.minutes) : "");
  const [activity, setActivity] = useState(line?.activity ?? "");
  const [note, setNote] = useState(line?.note ?? "");
  const [billable, setBillable] = useState(line?.billable ?? false);
  const [day, setDay] = useState(line?.spent_on ?? today());
  const count = Number(minutes);
  const ready = count > 0 && count <= MOST_MINUTES && Boolean(activity.trim()) && Boolean(day);
  return (
    <LineForm
      label={t(line ? "correctTime" : "addTime")}
      ready={ready}
      onSave={() => onSave({ minutes: count, activity, note, billable, spent_on: day })}
      onClose={onClose}
    >
      <Labelled label={t("minutes")} fault={count > MOST_MINUTES && t("mostMinutes", { n: MOST_MINUTES })}>
        <Input
          size="small"
          inputMode="numeric"
          maxLength={5}
          value={minutes}
          status={count > MOST_MINUTES ? "error" : ""}
          onChange={(event) => setMinutes(event.target.value.replace(/\D/g, ""))}
        />
      </Labelled>
      <Labelled label={t("day")}>
        <DateField size="small" max={today()} value={day} onChange={setDay} />
      </Labelled>
      <Labelled label={t("activity")} full>
        <Input
          size="small"
          maxLength={60}
          value={activity}
          onChange={(event) => setActivity(event.target.value)}
        />
      </Labelled>
      <Labelled label={t("noteField")} full>
        <Input size="small" maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
      </Labelled>
      <Checkbox
        className="tk-full"
        checked={billable}
        onChange={(event) => setBillable(event.target.checked)}
      >
        {t("billable")}
      </Checkbox>
    </LineForm>
  );
}
