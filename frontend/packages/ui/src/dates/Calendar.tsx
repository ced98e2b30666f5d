import { useLocale, useMessages } from "@relaydesk/i18n";
import { Button } from "antd";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { type FocusEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { messages } from "./messages";
import { addDays, addMonths, dayOfDate, noonOf, weeksOf, within } from "./values";

interface CalendarProps {
  id: string;
  /** The field under which it stands, or above it where there is no room. */
  anchor: HTMLElement;
  value: string;
  time: boolean;
  min?: string;
  max?: string;
  /** The keyboard came in: the day has the focus. */
  entered: boolean;
  onPick: (value: string, done: boolean) => void;
  onLeave: (event: FocusEvent) => void;
  onClose: () => void;
}

const STEPS: Record<string, (day: string) => string> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
  Home: (day) => addDays(day, -((noonOf(day).getDay() + 6) % 7)),
  End: (day) => addDays(day, 6 - ((noonOf(day).getDay() + 6) % 7)),
};

/** A month to choose a day from: arrows, Page keys, Home and End go about in it, Enter takes, Esc goes back. */
export default function Calendar(props: CalendarProps) {
  const { id, anchor, value, time, min, max, entered, onPick, onLeave, onClose } = props;
  const t = useMessages(messages);
  const { locale } = useLocale();
  const box = useRef<HTMLDivElement>(null);
  const today = dayOfDate(new Date());
  const chosen = value.slice(0, 10);
  const [at, setAt] = useState(chosen || today);
  const [shownFor, setShownFor] = useState(chosen);
  if (shownFor !== chosen) {
    setShownFor(chosen);
    if (chosen) setAt(chosen);
  }
  const moving = useRef(entered);
  useLayoutEffect(() => place(box.current, anchor), [anchor]);
  useEffect(() => {
    const again = () => place(box.current, anchor);
    window.addEventListener("scroll", again, true);
    window.addEventListener("resize", again);
    return () => {
      window.removeEventListener("scroll", again, true);
      window.removeEventListener("resize", again);
    };
  }, [anchor]);
  useEffect(() => {
    if (entered) moving.current = true;
  }, [entered]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the day, and the keyboard's coming in
  useEffect(() => {
    if (!moving.current) return;
    moving.current = false;
    box.current?.querySelector<HTMLElement>("[tabindex='0'][data-day]")?.focus();
  }, [at, entered]);

  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale === "zh" ? "zh-CN" : "en-GB", options);
  const long = format({ dateStyle: "full" });
  const weekday = format({ weekday: "short" });
  const weekdays = weekOf(at).map((day) => weekday.format(noonOf(day)).replace(/^周/, ""));
  const clock = value.slice(11, 16);
  const free = (day: string) => within(day, min?.slice(0, 10), max?.slice(0, 10));
  const take = (day: string, done: boolean) => {
    if (free(day)) onPick(time ? `${day}T${clock || "09:00"}` : day, done);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }
  };
  const onGridKey = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step) {
      event.preventDefault();
      moving.current = true;
      setAt(step(at));
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      event.stopPropagation();
      take(at, true);
    }
  };
  const turn = (by: number) => (
    <Button
      type="text"
      size="small"
      aria-label={t(by < 0 ? "before" : "after")}
      icon={by < 0 ? <ChevronLeft size={16} aria-hidden /> : <ChevronRight size={16} aria-hidden />}
      onClick={() => setAt(addMonths(at, by))}
    />
  );
  return (
    <div
      ref={box}
      id={id}
      className="rd-calendar"
      role="dialog"
      aria-label={t("calendar")}
      tabIndex={-1}
      popover="manual"
      onBlur={onLeave}
      onKeyDown={onKeyDown}
    >
      <div className="rd-calendar-head">
        {turn(-1)}
        <strong aria-live="polite">{format({ year: "numeric", month: "long" }).format(noonOf(at))}</strong>
        {turn(1)}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid to go about in, as ARIA has it */}
      <table role="grid" onKeyDown={onGridKey}>
        <thead>
          <tr>
            {weekdays.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(at).map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                // biome-ignore lint/a11y/useAriaPropsSupportedByRole: a cell of a grid can be selected
                <td key={day} aria-selected={day === chosen}>
                  <button
                    type="button"
                    data-day={day}
                    tabIndex={day === at ? 0 : -1}
                    aria-label={long.format(noonOf(day))}
                    aria-current={day === today ? "date" : undefined}
                    aria-disabled={!free(day)}
                    className={[
                      day.slice(0, 7) === at.slice(0, 7) ? "" : "rd-other",
                      day === chosen ? "rd-chosen" : "",
                    ].join(" ")}
                    onClick={() => {
                      setAt(day);
                      take(day, !time);
                    }}
                  >
                    {Number(day.slice(8))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="rd-calendar-foot">
        {time && (
          <Clock clock={clock || "09:00"} onClock={(next) => onPick(`${chosen || at}T${next}`, false)} />
        )}
        <span />
        {value && (
          <Button type="text" size="small" onClick={() => onPick("", true)}>
            {t("clear")}
          </Button>
        )}
        <Button type="text" size="small" disabled={!free(today)} onClick={() => take(today, !time)}>
          {t("today")}
        </Button>
      </div>
    </div>
  );
}

function Clock({ clock, onClock }: { clock: string; onClock: (clock: string) => void }) {
  const t = useMessages(messages);
  const [hour = "09", minute = "00"] = clock.split(":");
  const steps = Array.from({ length: 12 }, (_, step) => String(step * 5).padStart(2, "0"));
  const minutes = steps.includes(minute) ? steps : [...steps, minute].sort();
  return (
    <>
      <select
        aria-label={t("hour")}
        value={hour}
        onChange={(event) => onClock(`${event.target.value}:${minute}`)}
      >
        {Array.from({ length: 24 }, (_, at) => String(at).padStart(2, "0")).map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
      :
      <select
        aria-label={t("minute")}
        value={minute}
        onChange={(event) => onClock(`${hour}:${event.target.value}`)}
      >
        {minutes.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    </>
  );
}

function weekOf(day: string): string[] {
  const monday = addDays(day, -((noonOf(day).getDay() + 6) % 7));
  return Array.from({ length: 7 }, (_, place) => addDays(monday, place));
}

/** Puts it under the field, or above it where there is no room below, and always inside the window. */
function place(box: HTMLElement | null, anchor: HTMLElement) {
  if (!box) return;
  // Above everything, whatever stands around the field and cuts it off.
  if (!box.matches(":popover-open")) box.showPopover?.();
  const field = anchor.getBoundingClientRect();
  const below = field.bottom + 4;
  const above = field.top - box.offsetHeight - 4;
  const top = below + box.offsetHeight <= window.innerHeight || above < 0 ? below : above;
  box.style.top = `${Math.max(4, Math.min(top, window.innerHeight - box.offsetHeight - 4))}px`;
  box.style.left = `${Math.max(4, Math.min(field.left, window.innerWidth - box.offsetWidth - 4))}px`;
}
