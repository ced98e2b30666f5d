import { useMessages } from "@relaydesk/i18n";
import { App } from "antd";
import { createContext, useCallback, useContext, useEffect, useEffectEvent, useRef, useState } from "react";
import { messages } from "../messages";
import { type Held, type Leaving, makeHeld, makeWayOut } from "./leaving";

export const DialogContext = createContext<{ close: () => void; held: Held } | null>(null);

/** Says that this part of a dialog holds something that is not sent yet, as long as `when`. */
export function useUnsent(when: boolean): void {
  const held = useContext(DialogContext)?.held;
  useEffect(() => (when && held ? held.hold() : undefined), [held, when]);
}

/**
 * Gives the one way out of a dialog or drawer, for Esc, the cross, a click beside it and Cancel: it asks first when
 * something is unsent. Going on writing is the default, and what Esc means in the question. `held` is for the parts.
 */
export function useLeaving(unsent: boolean | (() => boolean), onClose: () => void) {
  const t = useMessages(messages);
  const { modal } = App.useApp();
  const [held] = useState(makeHeld);
  const [out] = useState(makeWayOut);
  const question = useRef<{ destroy: () => void }>(null);
  const ask = () =>
    new Promise<boolean>((resolve) => {
      question.current = modal.confirm({
        title: t("leaveTitle"),
        content: t("leaveText"),
        okText: t("leave"),
        cancelText: t("stay"),
        okButtonProps: { danger: true },
        autoFocusButton: "cancel",
        onOk: () => resolve(true),
        onCancel: () => resolve(false),
      });
    });
  // Read when one leaves, not when it was drawn: a key may come before the next drawing.
  const now = useRef<() => Leaving>(null);
  useEffect(() => {
    now.current = () => ({
      unsent: (typeof unsent === "function" ? unsent() : unsent) || held.any(),
      ask,
      leave: onClose,
    });
  });
  const warn = useEffectEvent((event: BeforeUnloadEvent) => {
    if (now.current?.().unsent) event.preventDefault();
  });
  useEffect(() => {
    window.addEventListener("beforeunload", warn);
    return () => {
      window.removeEventListener("beforeunload", warn);
      // What was asked about has been sent meanwhile.
      question.current?.destroy();
    };
  }, []);
  const close = useCallback(() => {
    if (now.current) void out(now.current());
  }, [out]);
  return { close, held };
}
