import { useMessages } from "@relaydesk/i18n";
import { Dialog } from "@relaydesk/ui";
import { Alert } from "antd";
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef } from "react";
import { messages } from "./messages";
import { useSending } from "./useSending";
import "./relations.css";

interface TicketDialogProps {
  title: string;
  /** What the button does; without it the dialog brings its own buttons. */
  verb?: string;
  ready?: boolean;
  danger?: boolean;
  /** Something was written that closing would lose. */
  unsent?: boolean;
  /** Where one begins; else the first field. */
  first?: string;
  onSend?: () => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog about a ticket: begins in its first field, sends once, by Ctrl Enter too, and says why not. */
export function TicketDialog(props: TicketDialogProps) {
  const { title, verb, ready = true, danger = false, unsent, first, onSend, onClose, children } = props;
  const t = useMessages(messages);
  const form = useRef<HTMLDivElement>(null);
  const { busy, fault, send } = useSending();
  const act = () => {
    if (onSend && ready) void send(onSend);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    act();
  };
  const begin = useCallback(() => {
    if (form.current?.contains(document.activeElement)) return;
    const field = form.current?.querySelector<HTMLElement>(first ?? ":is(input, textarea, button):enabled");
    field?.focus();
    // What stands there is a proposal: typing replaces it.
    if (field instanceof HTMLInputElement) field.select();
  }, [first]);
  // Not only when it has come to rest: who types at once must not lose the first letters. A moment later, though:
  // the dialog notes before where the focus goes back to.
  useEffect(() => {
    const timer = setTimeout(begin);
    return () => clearTimeout(timer);
  }, [begin]);
  return (
    <Dialog
      title={title}
      okText={verb}
      cancelText={t("cancel")}
      okButtonProps={{ disabled: !ready, danger }}
      confirmLoading={busy}
      footer={onSend ? undefined : null}
      onOk={act}
      unsent={unsent}
      onClose={onClose}
      afterOpenChange={(open) => open && begin()}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a shortcut of all fields within */}
      <div className="tk-form" ref={form} onKeyDown={onKeyDown}>
        {children}
        {fault && <Alert type="error" showIcon role="alert" title={fault} />}
      </div>
    </Dialog>
  );
}
