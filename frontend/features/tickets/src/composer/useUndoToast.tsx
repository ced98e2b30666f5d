import { useMessages } from "@relaydesk/i18n";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useCallback, useEffect, useState } from "react";
import { keys } from "../api/keys";
import { takeBack } from "../api/replies";
import { messages } from "./messages";
import { putBack } from "./useServerDraft";

/** Offers for some seconds to take a reply back; it stays on the screen when another ticket is opened. */
export function useUndoToast() {
  const t = useMessages(messages);
  const { message } = App.useApp();
  const client = useQueryClient();
  return useCallback(
    (number: string, id: string, seconds: number) => {
      const key = `undo:${id}`;
      const undo = async () => {
        message.destroy(key);
        try {
          const words = await takeBack(number, id);
          putBack(number, {
            html: words.body_html,
            attachments: words.attachments,
            cc: words.cc,
            bcc: words.bcc,
          });
          message.success(t("takenBack"));
        } catch {
          message.warning(t("tooLate"));
        }
        void client.invalidateQueries({ queryKey: keys.ticket(number) });
      };
      void message.open({
        key,
        duration: seconds,
        content: <Countdown seconds={seconds} onUndo={() => void undo()} />,
      });
    },
    [client, message, t],
  );
}

function Countdown({ seconds, onUndo }: { seconds: number; onUndo: () => void }) {
  const t = useMessages(messages);
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft((now) => Math.max(0, now - 1)), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <span className="tk-undo">
      {t("willSend", { seconds: left })}
      <Button type="link" size="small" onClick={onUndo}>
        {t("undoSend")}
      </Button>
    </span>
  );
}
