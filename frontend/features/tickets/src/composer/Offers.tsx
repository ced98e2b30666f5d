import { useMessages } from "@relaydesk/i18n";
import { composing } from "@relaydesk/ui";
import { useQuery } from "@tanstack/react-query";
import type { Editor } from "@tiptap/core";
import { useEditorState } from "@tiptap/react";
import { type RefObject, useEffect, useId, useState } from "react";
import { fillSavedReply, findSavedReplies, mentionable } from "../api/replies";
import { type Trigger, triggerOf } from "../model/trigger";
import { messages } from "./messages";

interface OffersProps {
  editor: Editor;
  number: string;
  mentions: boolean;
  /** Gets the keys before the editor does; true when it used one. */
  keys: RefObject<((event: KeyboardEvent) => boolean) | null>;
}

interface Offer {
  id: string;
  title: string;
  hint: string;
  barred: boolean;
}

/** What `@`, `/` and `::` offer, at the caret. */
export function Offers({ editor, number, mentions, keys }: OffersProps) {
  const t = useMessages(messages);
  const list = useId();
  const asked = useEditorState({ editor, selector: ({ editor: now }) => askedAt(now, mentions) });
  const [closed, setClosed] = useState("");
  const [at, setAt] = useState(0);
  const place = asked ? `${asked.kind}:${asked.from}` : "";
  const open = asked !== null && closed !== place;
  const {
    data: offers = [],
    isFetched,
    isPlaceholderData: outdated,
  } = useQuery({
    queryKey: ["offers", asked?.kind, number, asked?.text],
    queryFn: () => (asked?.kind === "mention" ? people(number, asked.text, t) : replies(asked?.text ?? "")),
    enabled: open,
    placeholderData: (before: Offer[] | undefined, of) =>
      of?.queryKey[1] === asked?.kind ? before : undefined,
    staleTime: 20_000,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text begins at its first offer
  useEffect(() => setAt(0), [asked?.text, place]);
  const choose = async (offer: Offer | undefined) => {
    if (!asked || !offer || offer.barred) return;
    const range = { from: asked.from, to: asked.to };
    setClosed(place);
    if (asked.kind === "mention") {
      const node = { type: "mention", attrs: { id: offer.id, label: offer.title } };
      editor
        .chain()
        .focus()
        .insertContentAt(range, [node, { type: "text", text: " " }])
        .run();
      return;
    }
    editor.chain().focus().deleteRange(range).run();
    const filled = await fillSavedReply(number, offer.id);
    if (!editor.isDestroyed) editor.chain().focus().insertContent(filled.html).run();
  };
  // Chosen before the offers for what was typed are here: the first of them, when they are.
  const [awaited, setAwaited] = useState<string | null>(null);
  const question = `${place}:${asked?.text}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the offers have come
  useEffect(() => {
    if (outdated || awaited === null) return;
    setAwaited(null);
    if (awaited === question) void choose(offers[0]);
  }, [outdated, awaited, question]);

  useEffect(() => {
    keys.current = (event) => {
      if (!open || composing(event)) return false;
      if (event.key === "Escape") setClosed(place);
      else if (offers.length === 0) return false;
      else if (event.key === "ArrowDown") setAt((now) => (now + 1) % offers.length);
      else if (event.key === "ArrowUp") setAt((now) => (now + offers.length - 1) % offers.length);
      else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") {
        if (outdated) setAwaited(question);
        else void choose(offers[at]);
      } else return false;
      event.preventDefault();
      return true;
    };
    return () => {
      keys.current = null;
    };
  });
  if (!open || (offers.length === 0 && !isFetched)) return null;
  const { left, bottom } = asked;
  const above = bottom > window.innerHeight - 260;
  return (
    <div
      className="tk-offers"
      style={{ left, ...(above ? { bottom: window.innerHeight - bottom + 24 } : { top: bottom + 4 }) }}
    >
      {offers.length === 0 && <p>{t(asked.kind === "mention" ? "nobodyFound" : "noSavedReply")}</p>}
      <div id={list} role="listbox" aria-label={t(asked.kind === "mention" ? "mentionHint" : "savedReplies")}>
        {offers.map((offer, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the editor's, where the focus stays
          <div
            key={offer.id}
            role="option"
            aria-selected={index === at}
            aria-disabled={offer.barred}
            tabIndex={-1}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => void choose(offer)}
          >
            <strong>{offer.title}</strong>
            {offer.hint && <small>{offer.hint}</small>}
          </div>
        ))}
      </div>
    </div>
  );
}

interface Asked extends Trigger {
  from: number;
  to: number;
  left: number;
  bottom: number;
}

function askedAt(editor: Editor, mentions: boolean): Asked | null {
  const { selection } = editor.state;
  if (!selection.empty || !editor.isFocused || editor.isActive("codeBlock")) return null;
  const { $from } = selection;
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, "\ufffc");
  const trigger = triggerOf(before, mentions);
  if (!trigger) return null;
  const from = selection.from - trigger.length;
  const { left, bottom } = editor.view.coordsAtPos(from);
  return { ...trigger, from, to: selection.from, left, bottom };
}

type Translate = ReturnType<typeof useMessages<keyof (typeof messages)["zh"]>>;

async function people(number: string, text: string, t: Translate): Promise<Offer[]> {
  const found = await mentionable(number, text);
  return found.map(({ id, name, can_see, reason }) => ({
    id,
    title: name,
    hint: can_see ? "" : t(reason === "label" ? "cannotSee_label" : "cannotSee_place"),
    barred: !can_see,
  }));
}

async function replies(text: string): Promise<Offer[]> {
  const found = await findSavedReplies(text);
  return found.map(({ id, title, folder, snippet }) => ({
    id,
    title,
    hint: [folder, snippet].filter(Boolean).join(" · "),
    barred: false,
  }));
}
