import { useMessages } from "@relaydesk/i18n";
import { useShortcut } from "@relaydesk/ui";
import { LoaderCircle, Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { messages } from "./messages";

/** The search follows the typing after so many ms. */
const REST = 120;

interface InputProps {
  q: string;
  busy: boolean;
  onQuery: (q: string) => void;
  onDown: () => void;
  onEnter: () => void;
  onEscape: () => void;
}

/** The box of the search. While an input method builds a word nothing is asked. */
export function SearchInput({ q, busy, onQuery, onDown, onEnter, onEscape }: InputProps) {
  const t = useMessages(messages);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [text, setText] = useState(q);
  const [seen, setSeen] = useState(q);
  // Somebody else changed the address (back, a recent search): follow it.
  if (seen !== q) {
    setSeen(q);
    if (q !== text.trim()) setText(q);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  useShortcut("search", () => input.current?.select());
  const ask = (next: string, rest = REST) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onQuery(next.trim()), rest);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") onEscape();
    if (event.key === "ArrowDown") {
      event.preventDefault();
      onDown();
    }
    if (event.key === "Enter") {
      if (text.trim() === q) onEnter();
      else ask(text, 0);
    }
  };
  return (
    <search className="sr-box">
      {busy ? (
        <LoaderCircle size={18} className="sr-busy" role="status" aria-label={t("searching")} />
      ) : (
        <Search size={18} aria-hidden />
      )}
      <input
        ref={input}
        type="search"
        // biome-ignore lint/a11y/noAutofocus: who opens the search wants to type
        autoFocus
        value={text}
        maxLength={200}
        aria-label={t("search")}
        placeholder={t("hint")}
        onChange={(event) => {
          setText(event.target.value);
          if (!(event.nativeEvent as InputEvent).isComposing) ask(event.target.value);
        }}
        onCompositionEnd={(event) => ask(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
    </search>
  );
}
