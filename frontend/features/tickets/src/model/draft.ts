import type { Attachment } from "@relaydesk/api-client";

/** An unsent reply or note, kept in this browser for each ticket. */
export interface Draft {
  mode: "public" | "note";
  html: string;
  attachments: Attachment[];
}

const EMPTY: Draft = { mode: "public", html: "", attachments: [] };

const keyOf = (number: string) => `relaydesk.draft.${number}`;

export function readDraft(number: string): Draft {
  try {
    const stored = localStorage.getItem(keyOf(number));
    return stored ? { ...EMPTY, ...(JSON.parse(stored) as Partial<Draft>) } : EMPTY;
  } catch {
    return EMPTY;
  }
}

export function writeDraft(number: string, draft: Draft): void {
  try {
    if (isEmptyHtml(draft.html) && draft.attachments.length === 0) localStorage.removeItem(keyOf(number));
    else localStorage.setItem(keyOf(number), JSON.stringify(draft));
  } catch {
    // A full store loses the copy on disk, not the text on the screen.
  }
}

export function clearDraft(number: string): void {
  localStorage.removeItem(keyOf(number));
}

/** True when a rich text says nothing: only empty paragraphs and no picture. */
export function isEmptyHtml(html: string): boolean {
  return !/<img|<hr/i.test(html) && html.replace(/<[^>]*>|&nbsp;|\s/g, "") === "";
}
