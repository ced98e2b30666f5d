import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { ShortcutHint, useProblemText, useShortcut } from "@relaydesk/ui";
import { Alert, Button, Space } from "antd";
import { Lock, Reply } from "lucide-react";
import { useState } from "react";
import { messages as ticketMessages } from "../messages";
import type { Mode } from "../model/draft";
import { Copies } from "./Copies";
import { DraftFiles } from "./DraftFiles";
import { EditorSlot } from "./EditorSlot";
import { messages } from "./messages";
import { Onlookers } from "./Onlookers";
import { SendBar } from "./SendBar";
import { StaleNotice } from "./StaleNotice";
import { type ComposerState, useComposer } from "./useComposer";
import "./composer.css";

interface ComposerProps {
  ticket: Ticket;
  me: string;
  /** On a phone the composer is a bar until it is asked for. */
  folded: boolean;
  /** Something was sent; `next` when the agent likes to go on with the next ticket. */
  onSent: (next: boolean) => void;
}

/** Where a reply or note is written. Which of the two it is shows in colour, label and button. */
export default function Composer({ ticket, me, folded, onSent }: ComposerProps) {
  const t = useMessages(ticketMessages);
  const textOf = useProblemText();
  const composer = useComposer(ticket, me, onSent);
  const { draft, part, change, setMode, editor, uploads, send, empty, error } = composer;
  const [open, setOpen] = useState(!folded);
  const [writing, setWriting] = useState(false);
  const [menu, setMenu] = useState(false);
  const note = draft.mode === "note";

  const turn = (mode: Mode) => {
    if (mode === "public" && !ticket.can.reply) return;
    setMode(mode);
    setOpen(true);
    setWriting(true);
    setTimeout(() => editor.current?.commands.focus("end"));
  };
  useShortcut("reply", () => turn("public"), ticket.can.reply);
  useShortcut("note", () => turn("note"), ticket.can.note);
  useShortcut("send", () => void send(), open);
  useShortcut("sendWithStatus", () => !empty && setMenu(true), open);

  if (!ticket.can.reply && !ticket.can.note)
    return <p className="tk-composer tk-no-answer">{t("mayNotAnswer")}</p>;
  const modes = (
    <div className="tk-modes-row">
      <Modes ticket={ticket} open={open} note={note} turn={turn} />
      <Onlookers number={ticket.number} writing={empty ? "" : note ? "note" : "reply"} />
      {open && !note && <Copies composer={composer} />}
    </div>
  );
  if (!open) return <div className="tk-composer">{modes}</div>;
  return (
    <section
      className={note ? "tk-composer tk-composer-note" : "tk-composer"}
      aria-label={note ? t("note") : t("reply")}
    >
      {modes}
      <OtherDraft composer={composer} />
      <StaleNotice composer={composer} />
      {error !== null && <Alert type="error" showIcon title={t("sendFailed") + textOf(error)} />}
      <EditorSlot
        now={writing}
        onWrite={() => turn(draft.mode)}
        number={ticket.number}
        mentions={note}
        html={part.html}
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
        attachments={part.attachments.filter((one) => !part.html.includes(one.id))}
        uploads={uploads}
        onRemove={(id) => change({ attachments: part.attachments.filter((one) => one.id !== id) })}
      />
      <SendBar ticket={ticket} composer={composer} menuOpen={menu} onMenu={setMenu} />
    </section>
  );
}

interface ModesProps {
  ticket: Ticket;
  open: boolean;
  note: boolean;
  turn: (mode: Mode) => void;
}

function Modes({ ticket, open, note, turn }: ModesProps) {
  const t = useMessages(ticketMessages);
  return (
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
}

/** Another device has a newer text: which of the two stays. */
function OtherDraft({ composer }: { composer: ComposerState }) {
  const t = useMessages(messages);
  if (!composer.other) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={t("draftOther")}
      action={
        <Space>
          <Button size="small" onClick={() => composer.decide(false)}>
            {t("takeOther")}
          </Button>
          <Button size="small" onClick={() => composer.decide(true)}>
            {t("keepMine")}
          </Button>
        </Space>
      }
    />
  );
}
