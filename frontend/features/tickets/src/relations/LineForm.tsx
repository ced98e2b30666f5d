import { useMessages } from "@relaydesk/i18n";
import { Alert, Button } from "antd";
import { Plus } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { messages } from "./messages";
import { useSending } from "./useSending";

interface LineFormProps {
  label: string;
  ready: boolean;
  onSave: () => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
}

/** The fields of one line of work, new or to be corrected. Enter saves, Esc leaves it as it was. */
export function LineForm({ label, ready, onSave, onClose, children }: LineFormProps) {
  const t = useMessages(messages);
  const form = useRef<HTMLFormElement>(null);
  const { busy, fault, send } = useSending();
  useEffect(() => {
    const card = form.current?.closest(".tk-card");
    form.current?.querySelector("input")?.focus();
    // What opened the form is drawn anew when it closes: the keyboard goes on at the card's button.
    return () => {
      requestAnimationFrame(() => {
        if (document.activeElement === document.body)
          card?.querySelector<HTMLElement>(".tk-add")?.focus({ preventScroll: true });
      });
    };
  }, []);
  const save = () =>
    send(async () => {
      await onSave();
      onClose();
    });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.stopPropagation();
    onClose();
  };
  return (
    <form
      ref={form}
      className="tk-line-form"
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void save();
      }}
      onKeyDown={onKeyDown}
    >
      {children}
      {fault && <Alert className="tk-full" type="error" showIcon role="alert" title={fault} />}
      <div className="tk-full tk-acts">
        <Button size="small" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button size="small" type="primary" htmlType="submit" disabled={!ready} loading={busy}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}

interface LabelledProps {
  label: string;
  full?: boolean;
  /** What is wrong with the value. */
  fault?: string | false;
  children: ReactNode;
}

/** A field under its name. */
export function Labelled({ label, full = false, fault, children }: LabelledProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className={full ? "tk-field tk-full" : "tk-field"}>
      <span>{label}</span>
      {children}
      {fault && <small role="alert">{fault}</small>}
    </label>
  );
}

interface AddLineProps {
  open: boolean;
  label: string;
  onOpen: () => void;
  children: ReactNode;
}

/** The form of a new line where it is open, else the button that opens it. */
export function AddLine({ open, label, onOpen, children }: AddLineProps) {
  if (open) return children;
  return (
    <Button
      size="small"
      type="link"
      className="tk-add"
      icon={<Plus size={13} aria-hidden />}
      onClick={onOpen}
    >
      {label}
    </Button>
  );
}
