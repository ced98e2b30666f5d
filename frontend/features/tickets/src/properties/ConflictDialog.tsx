import { useLocale, useMessages } from "@relaydesk/i18n";
import { clockTime } from "@relaydesk/ui";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import { useDirectory } from "../api/directory";
import { keys } from "../api/keys";
import { actorName } from "../api/ticket";
import { messages } from "../messages";
import { sentence } from "../model/sentences";
import type { TicketEditor } from "./useEditor";

/** Somebody was faster: says who changed what, and asks whose version counts. */
export default function ConflictDialog({ number, editor }: { number: string; editor: TicketEditor }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const names = useDirectory(locale);
  const client = useQueryClient();
  const { conflict } = editor;
  const reload = () => {
    editor.settle();
    void client.invalidateQueries({ queryKey: keys.ticket(number) });
  };
  const keep = () => {
    if (conflict) editor.edit({ ...conflict.edit, over: conflict.currentVersion });
    editor.settle();
  };
  return (
    <Modal
      open={conflict !== null}
      title={t("conflictTitle")}
      onCancel={reload}
      footer={[
        <Button key="keep" onClick={keep}>
          {t("conflictKeep")}
        </Button>,
        <Button key="reload" type="primary" onClick={reload}>
          {t("conflictReload")}
        </Button>,
      ]}
    >
      <p>{t("conflictText")}</p>
      <ul className="tk-changes">
        {conflict?.changes.map((change) => {
          const actor = { kind: "agent", name: actorName(change) };
          const text =
            sentence({ name: change.name, data: change.data, actor }, t, names) ??
            t("ev_message", { actor: actor.name });
          return (
            <li key={`${change.at}${change.name}`}>
              {clockTime(change.at, locale)} · {text}
            </li>
          );
        })}
      </ul>
    </Modal>
  );
}
