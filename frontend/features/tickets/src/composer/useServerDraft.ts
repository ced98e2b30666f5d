import { ApiProblem } from "@relaydesk/api-client";
import { useCallback, useEffect, useRef, useState } from "react";
import { type DraftKept, draftsOf, dropDraft, keepDraft } from "../api/replies";
import {
  afterLeaving,
  DRAFT_LEFT,
  type Draft,
  EMPTY_PART,
  isEmptyPart,
  type Left,
  type Mode,
  meet,
  type Part,
  readDraft,
  writeDraft,
} from "../model/draft";

const PAUSE = 1200;
const AGAIN = 5000;
const MODES = ["public", "note"] as const;
const KIND = { public: "reply", note: "note" } as const;

export type Keeping = "kept" | "saving" | "local";

/** Told to a composer on the screen when something was put into its ticket's draft from outside. */
export const DRAFT_CHANGED = "relaydesk:draft-changed";

/** Puts a text back into the draft of a ticket, whether its composer is on the screen or not. */
export function putBack(number: string, part: Partial<Part>): void {
  const now = readDraft(number);
  writeDraft(number, { ...now, mode: "public", public: { ...EMPTY_PART, ...part, dirty: true } });
  window.dispatchEvent(new CustomEvent(DRAFT_CHANGED, { detail: number }));
}

function bodyOf(mode: Mode, part: Part) {
  return {
    kind: KIND[mode],
    body_html: part.html,
    attachment_ids: part.attachments.map((one) => one.id),
    cc: part.cc,
    bcc: part.bcc,
    form: {},
    seen_message_id: part.seen,
  };
}

const itemOf = (items: DraftKept[], mode: Mode) => items.find((one) => one.kind === KIND[mode]);

/**
 * What is being written on a ticket: in this browser at once, on the server soon after. Nothing is thrown
 * away before the server has acknowledged it; a newer text of another device is offered, not put over this.
 */
export function useServerDraft(number: string, mayReply: boolean) {
  const [draft, setDraft] = useState<Draft>(() => {
    const stored = readDraft(number);
    return mayReply ? stored : { ...stored, mode: "note" };
  });
  const [other, setOther] = useState<Part | null>(null);
  const [keeping, setKeeping] = useState<Keeping>("kept");
  const [taken, setTaken] = useState(0);
  const latest = useRef(draft);
  const paused = useRef(false);
  latest.current = draft;

  useEffect(() => {
    // While a text is on its way it stays on disk as it was: a closed tab must not lose it.
    if (!paused.current) writeDraft(number, draft);
  }, [number, draft]);

  const meetServer = useCallback(async () => {
    const items = await draftsOf(number);
    // The text as it is by now: a key that was pressed a moment ago may not be drawn yet.
    setDraft((now) => ({
      ...now,
      ...Object.fromEntries(MODES.map((mode) => [mode, meet(now[mode], itemOf(items, mode)).part])),
    }));
    const { mode } = latest.current;
    setOther(meet(latest.current[mode], itemOf(items, mode)).other);
    setTaken((count) => count + 1);
  }, [number]);
  useEffect(() => {
    let here = true;
    meetServer().catch(() => here && setKeeping("local"));
    return () => {
      here = false;
    };
  }, [meetServer]);

  const save = useCallback(
    async (mode: Mode) => {
      const part = latest.current[mode];
      if (!part.dirty || paused.current) return;
      const settle = (version: number) =>
        setDraft((now) => {
          const same = now[mode].html === part.html && now[mode].attachments === part.attachments;
          return { ...now, [mode]: { ...now[mode], version, dirty: now[mode].dirty && !same } };
        });
      setKeeping("saving");
      try {
        if (isEmptyPart(part)) {
          if (part.version > 0) await dropDraft(number, KIND[mode]);
          settle(0);
        } else settle((await keepDraft(number, bodyOf(mode, part), part.version)).version);
        setKeeping("kept");
      } catch (error) {
        setKeeping("local");
        if (error instanceof ApiProblem && error.status === 412) {
          const kept = itemOf(await draftsOf(number), mode);
          if (kept) setOther(meet(latest.current[mode], kept).other);
          else settle(0);
        }
      }
    },
    [number],
  );
  const dirty = MODES.find((mode) => draft[mode].dirty);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the draft starts the pause anew
  useEffect(() => {
    if (!dirty || other) return;
    const timer = setTimeout(() => void save(dirty), keeping === "local" ? AGAIN : PAUSE);
    const online = () => void save(dirty);
    window.addEventListener("online", online);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", online);
    };
  }, [draft, dirty, keeping, other, save]);
  useEffect(
    () => () => {
      for (const mode of MODES) void save(mode);
    },
    [save],
  );
  useEffect(() => {
    const onChanged = (event: Event) => {
      if ((event as CustomEvent<string>).detail !== number) return;
      setDraft(readDraft(number));
      setTaken((count) => count + 1);
    };
    const channel = new BroadcastChannel(DRAFT_LEFT);
    channel.onmessage = ({ data }: MessageEvent<Left>) => {
      if (data.number !== number) return;
      setDraft((now) => ({ ...now, [data.mode]: afterLeaving(now[data.mode], data.arrived) }));
    };
    window.addEventListener(DRAFT_CHANGED, onChanged);
    return () => {
      window.removeEventListener(DRAFT_CHANGED, onChanged);
      channel.close();
    };
  }, [number]);

  const decide = (mine: boolean) => {
    const newer = other;
    setOther(null);
    if (!newer) return;
    setDraft((now) => ({
      ...now,
      [now.mode]: mine ? { ...now[now.mode], version: newer.version, dirty: true } : newer,
    }));
    setTaken((count) => count + 1);
  };
  /** Holds back saving while a text is being sent. */
  const pause = (on: boolean) => {
    paused.current = on;
  };
  return { draft, setDraft, other, decide, keeping, taken, pause };
}
