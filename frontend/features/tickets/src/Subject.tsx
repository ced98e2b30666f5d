import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { type KeyboardEvent, useState } from "react";
import { messages } from "./messages";
import type { TicketEditor } from "./properties/useEditor";

/** The subject; a double click or the button that it is turns it into a field. */
export function Subject({ ticket, editor }: { ticket: Ticket; editor: TicketEditor }) {
  const t = useMessages(messages);
  const [text, setText] = useState<string | null>(null);
  if (text === null)
    return (
      <h1 className="tk-subject">
        {ticket.can.edit ? (
          <button type="button" title={t("editSubject")} onClick={() => setText(ticket.subject)}>
            {ticket.subject}
          </button>
        ) : (
          ticket.subject
        )}
      </h1>
    );
  const save = () => {
    const subject = text.trim();
    setText(null);
    if (subject && subject !== ticket.subject) editor.edit({ patch: { subject }, preview: { subject } });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter") save();
    if (event.key === "Escape") setText(null);
  };
  return (
    <input
      className="tk-subject-input"
      aria-label={t("subject")}
      // biome-ignore lint/a11y/noAutofocus: the reader has just asked to edit it
      autoFocus
      value={text}
      maxLength={300}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={save}
    />
  );
}
