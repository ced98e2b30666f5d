import { useLocale, useMessages } from "@relaydesk/i18n";
import { Input, type InputRef } from "antd";
import { CalendarDays } from "lucide-react";
import { type FocusEvent, type KeyboardEvent, lazy, Suspense, useId, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { messages } from "./messages";
import { dayOfDate, read, shown, within } from "./values";
import "./dates.css";

const Calendar = lazy(() => import("./Calendar"));

export interface DateFieldProps {
  /** 2026-11-22, or with `time` 2026-11-22T14:30, in the reader's own time; empty for none. */
  value?: string | null;
  onChange?: (value: string) => void;
  /** The field is left, or Enter was pressed in it. */
  onDone?: (value: string) => void;
  time?: boolean;
  min?: string;
  max?: string;
  id?: string;
  "aria-label"?: string;
  "aria-invalid"?: boolean | "true" | "false";
  className?: string;
  /** What is to know about it. */
  title?: string;
  size?: "small" | "middle";
  status?: "" | "error";
  disabled?: boolean;
}

/**
 * A day or a moment in the desk's language: typed, or chosen from a calendar that a click or the arrow key down opens.
 * What cannot be read is said at once; when the field is left, what held before stands there again.
 */
export function DateField({ value, onChange, onDone, time = false, min, max, ...rest }: DateFieldProps) {
  const { status, className, ...inputProps } = rest;
  const t = useMessages(messages);
  const { locale } = useLocale();
  const popup = useId();
  const field = useRef<HTMLSpanElement>(null);
  const input = useRef<InputRef>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [open, setOpen] = useState<"field" | "calendar" | null>(null);
  const there = value ?? "";
  const today = dayOfDate(new Date());
  const example = shown(time ? `${today}T14:30` : today, locale);
  const found = typed?.trim() ? read(typed, time, today, there) : "";
  const fault =
    found === null ? t("wrong", { example }) : found && !within(found, min, max) ? t("outside") : null;

  const type = (text: string) => {
    setTyped(text);
    const next = text.trim() ? read(text, time, today, there) : "";
    if (next !== null && next !== there && (next === "" || within(next, min, max))) onChange?.(next);
  };
  const pick = (next: string, done: boolean) => {
    setTyped(null);
    onChange?.(next);
    if (!done) return;
    setOpen(null);
    input.current?.focus();
    onDone?.(next);
  };
  const leave = (event: FocusEvent) => {
    const to = event.relatedTarget;
    if (to instanceof Node && (field.current?.contains(to) || document.getElementById(popup)?.contains(to)))
      return;
    setTyped(null);
    setOpen(null);
    onDone?.(there);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") {
      event.preventDefault();
      setOpen("calendar");
    } else if (event.key === "Escape" && open) {
      // Only the calendar closes, not the dialog around it.
      event.preventDefault();
      event.stopPropagation();
      setOpen(null);
    } else if (event.key === "Enter" && fault) event.preventDefault();
    else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      setTyped(null);
      setOpen(null);
      onDone?.(there);
    }
  };
  const home = () => field.current?.closest(".ant-modal, .ant-drawer-section, .ant-popover") ?? document.body;
  return (
    <span ref={field} className={`rd-date ${className ?? ""}`}>
      <Input
        {...inputProps}
        ref={input}
        role="combobox"
        aria-haspopup="dialog"
        aria-expanded={open !== null}
        aria-controls={open ? popup : undefined}
        aria-invalid={fault ? true : inputProps["aria-invalid"]}
        autoComplete="off"
        spellCheck={false}
        placeholder={t("day", { example })}
        title={fault ?? inputProps.title}
        status={fault ? "error" : (status ?? "")}
        suffix={<CalendarDays size={14} aria-hidden />}
        value={typed ?? shown(there, locale)}
        onChange={(event) => type(event.target.value)}
        onClick={() => setOpen((now) => now ?? "field")}
        onBlur={leave}
        onKeyDown={onKeyDown}
      />
      {fault && (
        <small className="rd-date-fault" role="alert">
          {fault}
        </small>
      )}
      {open &&
        field.current &&
        createPortal(
          <Suspense fallback={null}>
            <Calendar
              id={popup}
              anchor={field.current}
              value={there}
              time={time}
              min={min}
              max={max}
              entered={open === "calendar"}
              onPick={pick}
              onLeave={leave}
              onClose={() => {
                setOpen(null);
                input.current?.focus();
              }}
            />
          </Suspense>,
          home(),
        )}
    </span>
  );
}
