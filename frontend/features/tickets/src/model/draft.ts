import type { Attachment } from "@relaydesk/api-client";

export type Mode = "public" | "note";

/** One text that is being written: a reply or a note. */
export interface Part {
  html: string;
  attachments: Attachment[];
  cc: string[];
  bcc: string[];
  /** The last public message when the text was begun. */
  seen: string | null;
  /** The version that the server has; 0 when it has none. */
  version: number;
  /** There is something that the server has not acknowledged. */
  dirty: boolean;
  /** The text before this one: sent without a line, it waits in this browser. */
  leaving?: Leaving;
}

/** What the server may still have as a draft, though it was sent. */
interface Leaving {
  version: number;
  html: string;
}

/** What is unsent on a ticket, kept in this browser until the server has it, and beyond. */
export interface Draft {
  mode: Mode;
  public: Part;
  note: Part;
}

export const EMPTY_PART: Part = {
  html: "",
  attachments: [],
  cc: [],
  bcc: [],
  seen: null,
  version: 0,
  dirty: false,
};
/** The files that go along when the text becomes this: a picture that was taken out of it goes no more. */
export function stillMeant(part: Part, html: string): Attachment[] {
  return part.attachments.filter((one) => html.includes(one.id) || !part.html.includes(one.id));
}

const EMPTY: Draft = { mode: "public", public: EMPTY_PART, note: EMPTY_PART };

const keyOf = (number: string) => `relaydesk.draft.${number}`;

export function readDraft(number: string): Draft {
  try {
    const stored = JSON.parse(localStorage.getItem(keyOf(number)) ?? "null") as Partial<Draft> | null;
    if (!stored) return EMPTY;
    return {
      mode: stored.mode === "note" ? "note" : "public",
      public: { ...EMPTY_PART, ...stored.public },
      note: { ...EMPTY_PART, ...stored.note },
    };
  } catch {
    return EMPTY;
  }
}

export function writeDraft(number: string, draft: Draft): void {
  try {
    const nothing = [draft.public, draft.note].every(
      (part) => isEmptyPart(part) && !part.dirty && !part.leaving,
    );
    if (nothing) localStorage.removeItem(keyOf(number));
    else localStorage.setItem(keyOf(number), JSON.stringify(draft));
  } catch {
    // A full store loses the copy on disk, not the text on the screen.
  }
}

/** True when a rich text says nothing: only empty paragraphs and no picture. */
export function isEmptyHtml(html: string): boolean {
  return !/<img|<hr|data-mention/i.test(html) && html.replace(/<[^>]*>|&nbsp;|\s/g, "") === "";
}

export function isEmptyPart(part: Part): boolean {
  return isEmptyHtml(part.html) && part.attachments.length === 0;
}

export interface ServerPart {
  body_html: string;
  attachments: Attachment[];
  cc: string[];
  bcc: string[];
  seen_message_id: string | null;
  version: number;
}

/** A text as the server has it. */
export function partOf(kept: ServerPart): Part {
  return {
    html: kept.body_html,
    attachments: kept.attachments,
    cc: kept.cc,
    bcc: kept.bcc,
    seen: kept.seen_message_id,
    version: kept.version,
    dirty: false,
  };
}

/**
 * What stands in the composer when the server has been asked. What this browser has not sent yet is never
 * thrown away: when the server has something newer beside it, the agent decides.
 */
export function meet(local: Part, found: ServerPart | undefined): { part: Part; other: Part | null } {
  const { leaving, ...rest } = local;
  if (found && leaving && isLeaving(found, leaving))
    return { part: { ...(local.dirty ? rest : EMPTY_PART), version: found.version, leaving }, other: null };
  return beside(rest, found);
}

/** Whether a draft of the server is the text that was sent, or an earlier state of it. */
function isLeaving(found: ServerPart, leaving: Leaving): boolean {
  const words = (html: string) => html.replace(/<[^>]*>|&nbsp;|\s/g, "");
  const written = words(found.body_html);
  return found.version === leaving.version || (written !== "" && words(leaving.html).startsWith(written));
}

/** Composers of all tabs hear here that a text which had waited for the line has left this browser. */
export const DRAFT_LEFT = "relaydesk.draft-left";

/** A text has waited for the line: it arrived, and with it the server has forgotten its draft; or it was discarded. */
export interface Left {
  number: string;
  mode: Mode;
  arrived: boolean;
}

/** What was written after a text that has left: the server does not have it any more. */
export function afterLeaving(part: Part, arrived: boolean): Part {
  const { leaving: _leaving, ...rest } = part;
  return arrived ? { ...rest, version: 0, dirty: !isEmptyPart(part) } : rest;
}

/** Notes that a text which waited for the line has left, for composers on the screen and for the next one. */
export function endLeaving(left: Left): void {
  const draft = readDraft(left.number);
  if (!draft[left.mode].leaving) return;
  writeDraft(left.number, { ...draft, [left.mode]: afterLeaving(draft[left.mode], left.arrived) });
  const channel = new BroadcastChannel(DRAFT_LEFT);
  channel.postMessage(left);
  channel.close();
}

function beside(local: Part, kept: ServerPart | undefined): { part: Part; other: Part | null } {
  if (!kept) return { part: local.dirty ? { ...local, version: 0 } : EMPTY_PART, other: null };
  if (!local.dirty || isEmptyPart(local)) return { part: partOf(kept), other: null };
  if (kept.version === local.version) return { part: local, other: null };
  return { part: local, other: partOf(kept) };
}
