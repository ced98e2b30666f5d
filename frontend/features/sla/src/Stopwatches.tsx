import type { Stopwatch } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { clockTime, dayLabel, durationText, useNow, workingMinutesSince } from "@relaydesk/ui";
import { Button, Popover } from "antd";
import { Check, CircleHelp, Pause, Timer, TriangleAlert } from "lucide-react";
import { Explanation } from "./Explanation";
import { messages } from "./messages";
import "./sla.css";

const ICONS = { running: Timer, paused: Pause, done: Check, breached: TriangleAlert };
type State = keyof typeof ICONS;

export function stateOf(state: string): State {
  return (Object.keys(ICONS) as State[]).find((one) => one === state) ?? "running";
}

export function useMeasureName() {
  const t = useMessages(messages);
  return (measure: string) =>
    measure === "first_response" || measure === "next_response" || measure === "resolution"
      ? t(measure)
      : measure;
}

interface StopwatchesProps {
  number: string;
  stopwatches: Stopwatch[];
  /** When they were read, and whether working time was passing then. */
  read: { at: string; counting: boolean } | null;
}

/** The running, paused and finished measures of a ticket, in working time. */
export function Stopwatches({ number, stopwatches, read }: StopwatchesProps) {
  const t = useMessages(messages);
  return (
    <section className="sla-card">
      <header>
        <h3>{t("title")}</h3>
        <Popover
          trigger="click"
          placement="leftTop"
          destroyOnHidden
          content={<Explanation number={number} />}
        >
          <Button type="text" size="small" icon={<CircleHelp size={14} aria-hidden />}>
            {t("explain")}
          </Button>
        </Popover>
      </header>
      {stopwatches.length === 0 && <p className="sla-quiet">{t("none")}</p>}
      <ul>
        {stopwatches.map((one) => (
          <Line key={one.measure} stopwatch={one} read={read} />
        ))}
      </ul>
    </section>
  );
}

function Line({ stopwatch, read }: { stopwatch: Stopwatch } & Pick<StopwatchesProps, "read">) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const measure = useMeasureName();
  const state = stateOf(stopwatch.state);
  const Icon = ICONS[state];
  const { target_minutes: target, due_at: due } = stopwatch;
  const goesOn = state === "running" || state === "breached";
  const passed = goesOn && read?.counting ? workingMinutesSince(read.at, now) : 0;
  const used = stopwatch.elapsed_minutes + passed;
  const remaining =
    stopwatch.remaining_minutes == null ? null : Math.max(0, stopwatch.remaining_minutes - passed);
  const share = target > 0 ? Math.min(1, used / target) : 1;
  const amount = (minutes: number) => durationText(minutes, locale);
  const leftText =
    state === "breached"
      ? t("late", { time: amount(Math.max(0, used - target)) })
      : state === "running" && remaining != null
        ? t("left", { time: amount(remaining) })
        : t(state);
  return (
    <li className={`sla-watch sla-${state}`}>
      <div className="sla-line">
        <span>{measure(stopwatch.measure)}</span>
        <strong>
          <Icon size={13} aria-hidden /> {leftText}
        </strong>
      </div>
      <div
        className="sla-track"
        role="img"
        aria-label={`${t("used", { time: amount(used) })}, ${t("target", { time: amount(target) })}`}
      >
        <span style={{ width: `${share * 100}%` }} />
      </div>
      <div className="sla-line sla-quiet">
        <span>
          {t("used", { time: amount(used) })} / {t("target", { time: amount(target) })}
        </span>
        {due && state === "running" && (
          <span>{t("due", { time: `${dayLabel(due, locale, now)} ${clockTime(due, locale)}` })}</span>
        )}
      </div>
    </li>
  );
}
