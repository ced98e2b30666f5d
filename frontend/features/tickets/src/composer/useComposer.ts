import type { Attachment, Message, Ticket } from "@relaydesk/api-client";
import type { Editor } from "@tiptap/core";
import { useCallback, useEffect, useRef, useState } from "react";
import { useSendMessage } from "../api/timeline";
import { type Draft, isEmptyHtml, readDraft, writeDraft } from "../model/draft";
import { useUploads } from "./useUploads";

function newKey(): string {
  return crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;
}

function previewOf(draft: Draft, me: string): Message {
  return {
    id: "",
    visibility: draft.mode,
    author: { kind: "agent", id: null, name: me },
    channel: "desk",
    automatic: false,
    body_html: draft.html,
    body_text: "",
    created_at: new Date().toISOString(),
    quoted_html: null,
    attachments: draft.attachments,
    delivery: null,
    has_original: false,
    recipients: null,
  };
}

/** The state of one ticket's composer: draft, uploads, sending. The draft survives a failed send and a reload. */
export function useComposer(ticket: Ticket, me: string) {
  const { number } = ticket;
  const [draft, setDraft] = useState<Draft>(() => {
    const stored = readDraft(number);
    return ticket.can.reply ? stored : { ...stored, mode: "note" };
  });
  const editor = useRef<Editor | null>(null);
  const attempt = useRef<string | null>(null);
  const inFlight = useRef(false);
  const sending = useSendMessage(number);

  const change = useCallback((part: Partial<Draft>) => {
    attempt.current = null;
    setDraft((now) => ({ ...now, ...part }));
  }, []);
  useEffect(() => {
    // While a text is on its way it stays on disk as it was: a closed tab must not lose it.
    if (!inFlight.current) writeDraft(number, draft);
  }, [number, draft]);

  const arrived = useCallback((attachment: Attachment, file: File) => {
    attempt.current = null;
    setDraft((now) => ({ ...now, attachments: [...now.attachments, attachment] }));
    if (file.type.startsWith("image/"))
      editor.current?.chain().focus().setImage({ src: attachment.url, alt: attachment.name }).run();
  }, []);
  const { uploads, start } = useUploads(arrived);

  const empty = isEmptyHtml(draft.html) && draft.attachments.length === 0;
  const send = (setStatus?: string) => {
    if (empty || uploads.length > 0 || sending.isPending) return;
    const idempotencyKey = attempt.current ?? newKey();
    attempt.current = idempotencyKey;
    const sent = draft;
    const body = {
      visibility: sent.mode,
      body_html: sent.html,
      attachment_ids: sent.attachments.map((one) => one.id),
      cc: [],
      bcc: [],
      ...(setStatus ? { set_status: setStatus } : {}),
    };
    inFlight.current = true;
    writeDraft(number, sent);
    editor.current?.commands.clearContent();
    setDraft({ ...sent, html: "", attachments: [] });
    sending.mutate(
      { ...body, idempotencyKey, preview: previewOf(sent, me) },
      {
        onError: () => {
          inFlight.current = false;
          setDraft(sent);
          attempt.current = idempotencyKey;
          editor.current?.commands.setContent(sent.html, { emitUpdate: false });
        },
        onSuccess: () => {
          inFlight.current = false;
          attempt.current = null;
          setDraft((now) => ({ ...now }));
        },
      },
    );
  };
  return { draft, change, editor, uploads, start, empty, send, sending };
}
