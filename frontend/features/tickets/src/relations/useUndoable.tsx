import { useMessages } from "@relaydesk/i18n";
import { App, Button } from "antd";
import { messages } from "./messages";
import { useRefusalText } from "./refusals";

/** Says what was done, with ten seconds to take it back; and says what went wrong. */
export function useUndoable() {
  const t = useMessages(messages);
  const textOf = useRefusalText();
  const { message } = App.useApp();
  return {
    refused: (error: unknown) => void message.error(textOf(error), 6),
    say: (content: string) => void message.success(content),
    done: (content: string, undo: () => Promise<unknown>) => {
      const key = `undo:${content}`;
      const back = () => {
        message.destroy(key);
        undo().then(
          () => message.success(t("undone")),
          (error: unknown) => message.error(textOf(error), 6),
        );
      };
      message.open({
        key,
        type: "success",
        duration: 10,
        content: (
          <>
            {content}{" "}
            <Button type="link" size="small" onClick={back}>
              {t("undo")}
            </Button>
          </>
        ),
      });
    },
  };
}
