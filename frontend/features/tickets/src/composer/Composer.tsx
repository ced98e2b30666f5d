import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { ShortcutHint, useProblemText, useShortcut } from "@relaydesk/ui";
import { Alert } from "antd";
import { Lock, Reply } from "lucide-react";
import { useState } from "react";
import { messages } from "../messages";
import { DraftFiles } from "./DraftFiles";
import { EditorSlot } from "./EditorSlot";
import { SendBar } from "./SendBar";
import { useComposer } from "./useComposer";

interface ComposerProps {
  ticket: Ticket;
  me: string;
  /** On a phone the composer is a bar until it is asked for. */
  folded: boolean;
}

/** Where a reply or note is written. Which of the two it is shows in colour, label and button. */
export function Composer({ ticket, me, folded }: ComposerProps) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const composer = useComposer(ticket, me);
  const { draft, change, editor, uploads, send, sending } = composer;
  const [open, setOpen] = useState(!folded);
  const [writing, setWriting] = useState(false);
  const note = draft.mode === "note";

  const turn = (mode: "public" | "note") => {
    if (mode === "public" && !ticket.can.reply) return;
    change({ mode });
    setOpen(true);
    setWriting(true);
    setTimeout(() => editor.current?.commands.focus("end"));
  };
  const solveTo =
    ticket.next_statuses.find((status) => status.category === "solved") ?? ticket.next_statuses[0];
  useShortcut("reply", () => turn("public"), ticket.can.reply);
  useShortcut("note", () => turn("note"), ticket.can.note);
  useShortcut("send", () => send(), open);
  useShortcut("sendWithStatus", () => send(solveTo?.key), open && Boolean(solveTo));

  if (!ticket.can.reply && !ticket.can.note)
    return <p className="tk-composer tk-no-answer">{t("mayNotAnswer")}</p>;
  const modes = (
    <fieldset className="tk-modes">
      <legend className="rd-hidden">{t("send")}</legend>
      {ticket.can.reply && (
        <ShortcutHint id="reply" title={t("reply")}>
          <button type="button" aria-pressed={open && !note} onClick={() => turn("public")}>
            <Reply size={14} aria-hidden /> {t("reply")}
          </button>
        </ShortcutHint>
      )}
      {ticket.can.note && (
        <ShortcutHint id="note" title={t("note")}>
          <button type="button" aria-pressed={open && note} onClick={() => turn("note")}>
            <Lock size={14} aria-hidden /> {t("note")}
          </button>
        </ShortcutHint>
      )}
    </fieldset>
  );
  if (!open) return <div className="tk-composer">{modes}</div>;
  return (
    <section
      className={note ? "tk-composer tk-composer-note" : "tk-composer"}
      aria-label={note ? t("note") : t("reply")}
    >
      {modes}
      {sending.isError && (
        <Alert type="error" showIcon closable title={t("sendFailed") + textOf(sending.error)} />
      )}
      <EditorSlot
        now={writing}
        onWrite={() => turn(draft.mode)}
        html={draft.html}
        label={note ? t("note") : t("reply")}
        placeholder={
          note
            ? t("notePlaceholder")
            : t("replyPlaceholder", { name: ticket.requester.name || t("requester") })
        }
        onChange={(html) => change({ html })}
        onFiles={(files) => files.forEach(composer.start)}
        onEmptyTab={() => turn(note ? "public" : "note")}
        onReady={(ready) => {
          editor.current = ready;
          if (ready && writing) ready.commands.focus("end");
        }}
      />
      <DraftFiles
        attachments={draft.attachments}
        uploads={uploads}
        onRemove={(id) => change({ attachments: draft.attachments.filter((one) => one.id !== id) })}
      />
      <SendBar ticket={ticket} composer={composer} />
    </section>
  );
}
