import { ApiProblem, type Attachment, type Message, type Ticket } from "@relaydesk/api-client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Editor } from "@tiptap/core";
import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { keys } from "../api/keys";
import { habitsOptions, lastPublic, planReply } from "../api/replies";
import { useSendMessage, useTimeline } from "../api/timeline";
import { EMPTY_PART, isEmptyPart, type Mode, type Part, stillMeant } from "../model/draft";
import { useServerDraft } from "./useServerDraft";
import { useUndoToast } from "./useUndoToast";
import { useUploads } from "./useUploads";

function newKey(): string {
  return crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;
}

function previewOf(mode: Mode, part: Part, me: string): Message {
  return {
    id: "",
    visibility: mode,
    author: { kind: "agent", id: null, name: me },
    channel: "desk",
    automatic: false,
    body_html: part.html,
    body_text: "",
    created_at: new Date().toISOString(),
    quoted_html: null,
    attachments: part.attachments,
    delivery: null,
    has_original: false,
    recipients: null,
    merged_from: null,
  };
}

export interface SendWish {
  status?: string;
  /** An instant (RFC 3339) instead of now. */
  at?: string;
  /** New messages were read: send whatever came between. */
  anyway?: boolean;
}

/** The state of one ticket's composer: draft, uploads, sending. The draft survives a failed send and a reload. */
export function useComposer(ticket: Ticket, me: string, onSent: (next: boolean) => void) {
  const { number } = ticket;
  const kept = useServerDraft(number, ticket.can.reply);
  const { draft, setDraft, pause } = kept;
  const editor = useRef<Editor | null>(null);
  const attempt = useRef<string | null>(null);
  const client = useQueryClient();
  const sending = useSendMessage(number);
  const [planning, setPlanning] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [stale, setStale] = useState<{ ids: string[]; wish: SendWish } | null>(null);
  const { items } = useTimeline(number);
  const { data: habits } = useQuery(habitsOptions);
  const offerUndo = useUndoToast();
  const seenNow = lastPublic(items.map((item) => item.message));
  const latestSeen = useRef(seenNow);
  latestSeen.current = seenNow;
  const part = draft[draft.mode];

  const change = useCallback(
    (changed: Partial<Part>) => {
      attempt.current = null;
      setDraft((now) => {
        const before = now[now.mode];
        // A text is begun with what was on the screen then: what comes later has not been read yet.
        const seen = isEmptyPart(before) ? latestSeen.current : before.seen;
        const kept = changed.html === undefined ? {} : { attachments: stillMeant(before, changed.html) };
        return { ...now, [now.mode]: { ...before, seen, ...kept, ...changed, dirty: true } };
      });
    },
    [setDraft],
  );
  const setMode = useCallback((mode: Mode) => setDraft((now) => ({ ...now, mode })), [setDraft]);
  // The editor shows what came from the server, from another kind of text, or back from sending. At once: a
  // key that is pressed before a later effect would be taken away again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the text is another one, not at each key
  useLayoutEffect(() => {
    const now = editor.current;
    if (now && !now.isDestroyed && now.getHTML() !== part.html)
      now.commands.setContent(part.html, { emitUpdate: false });
  }, [draft.mode, kept.taken]);

  const arrived = useCallback(
    (attachment: Attachment, file: File) => {
      attempt.current = null;
      setDraft((now) => {
        const before = now[now.mode];
        const attachments = [...before.attachments, attachment];
        return { ...now, [now.mode]: { ...before, attachments, dirty: true } };
      });
      if (file.type.startsWith("image/"))
        editor.current?.chain().focus().setImage({ src: attachment.url, alt: attachment.name }).run();
    },
    [setDraft],
  );
  const { uploads, start } = useUploads(arrived);

  const empty = isEmptyPart(part);
  const send = async (wish: SendWish = {}) => {
    if (empty || uploads.length > 0 || sending.isPending || planning) return;
    const { mode } = draft;
    const sent = part;
    const idempotencyKey = attempt.current ?? newKey();
    attempt.current = idempotencyKey;
    const undo = habits?.undo_seconds ?? 0;
    const later = mode === "public" && (wish.at !== undefined || undo > 0);
    const words = {
      body_html: sent.html,
      attachment_ids: sent.attachments.map((one) => one.id),
      cc: mode === "public" ? sent.cc : [],
      bcc: mode === "public" ? sent.bcc : [],
      ...(wish.status ? { set_status: wish.status } : {}),
      ...(sent.seen && !wish.anyway ? { seen_message_id: sent.seen } : {}),
    };
    const over = (rest: Part) => {
      pause(false);
      setDraft((now) => ({ ...now, [mode]: rest }));
    };
    pause(true);
    setError(null);
    setStale(null);
    setPlanning(later);
    editor.current?.commands.clearContent();
    setDraft((now) => ({ ...now, [mode]: EMPTY_PART }));
    // Without a line it waits in this browser, and the server still has its draft: not to be shown again as unsent.
    const leaving = { ...EMPTY_PART, leaving: { version: sent.version, html: sent.html } };
    try {
      let arrived = true;
      if (later) {
        const when = wish.at ? { send_at: wish.at } : { undo_seconds: undo };
        const planned = await planReply(number, { ...words, ...when }, idempotencyKey);
        void client.invalidateQueries({ queryKey: keys.planned(number) });
        arrived = planned !== null;
        if (planned && !wish.at) offerUndo(number, planned.id, undo);
      } else {
        const preview = previewOf(mode, sent, me);
        arrived =
          (await sending.mutateAsync({ visibility: mode, ...words, idempotencyKey, preview })) !== null;
      }
      attempt.current = null;
      over(arrived ? EMPTY_PART : leaving);
      // A reply with a status settles the ticket; after a plain one there is often more to do here.
      onSent(mode === "public" && wish.status !== undefined && habits?.after_send === "next");
    } catch (problem) {
      over({ ...sent, dirty: true });
      editor.current?.commands.setContent(sent.html, { emitUpdate: false });
      const came = problem instanceof ApiProblem && problem.code === "new_messages";
      attempt.current = came ? null : idempotencyKey;
      if (came) {
        setStale({ ids: (problem.body.message_ids ?? []) as string[], wish });
        void client.invalidateQueries({ queryKey: keys.timeline(number) });
      } else setError(problem);
    } finally {
      setPlanning(false);
    }
  };
  /** The new messages were read: what is sent from now on knows of them. */
  const haveRead = () => {
    setStale(null);
    change({ seen: stale?.ids.at(-1) ?? null });
  };
  return {
    ...kept,
    ...{ part, change, setMode, editor, uploads, start, empty, send },
    ...{ busy: sending.isPending || planning, error, stale, haveRead, messages: items },
  };
}

export type ComposerState = ReturnType<typeof useComposer>;
