import { useMessages } from "@relaydesk/i18n";
import { App } from "antd";
import { type ReactNode, useCallback } from "react";
import { messages } from "./messages";

interface Question {
  title: string;
  /** What will be so afterwards, in plain words. */
  consequence: ReactNode;
  /** The verb on the button: never just OK. */
  verb: string;
  danger?: boolean;
  /** What not doing it is called, when "Cancel" could mean either. */
  stay?: string;
}

/** Asks before something that cannot be taken back; resolves to whether the person wants it. */
export function useConfirm(): (question: Question) => Promise<boolean> {
  const { modal } = App.useApp();
  const t = useMessages(messages);
  return useCallback(
    ({ title, consequence, verb, danger = true, stay }: Question) =>
      new Promise<boolean>((resolve) => {
        modal.confirm({
          title,
          content: consequence,
          okText: verb,
          cancelText: stay ?? t("cancel"),
          okButtonProps: { danger },
          // The careful choice has the focus: Enter alone destroys nothing.
          autoFocusButton: danger ? "cancel" : "ok",
          onOk: () => resolve(true),
          onCancel: () => resolve(false),
        });
      }),
    [modal, t],
  );
}
