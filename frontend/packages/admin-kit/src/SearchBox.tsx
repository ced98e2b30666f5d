import { useMessages } from "@relaydesk/i18n";
import { useShortcut } from "@relaydesk/ui";
import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useAdmin } from "./context";
import { messages } from "./messages";

/** The address follows the typing after so many ms, and the list follows the address. */
const REST = 200;

/** The search of a list. `/` goes there, the down arrow or Enter on to the first row, Esc leaves. */
export function SearchBox({ hint, onDown }: { hint: string; onDown: () => void }) {
  const t = useMessages(messages);
  const { query, setQuery } = useAdmin();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [text, setText] = useState(query.q ?? "");
  const [seen, setSeen] = useState(query.q);
  // Somebody else changed the address (back, or the button that clears): follow it.
  if (seen !== query.q) {
    setSeen(query.q);
    if ((query.q ?? "") !== text.trim()) setText(query.q ?? "");
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  useShortcut("search", () => input.current?.focus());
  const change = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setQuery({ q: next.trim() || undefined }), REST);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") input.current?.blur();
    if (event.key !== "ArrowDown" && event.key !== "Enter") return;
    event.preventDefault();
    onDown();
  };
  return (
    <search className="ad-search">
      <Search size={14} aria-hidden />
      <input
        ref={input}
        type="search"
        value={text}
        aria-label={hint}
        placeholder={hint}
        title={t("searchKey")}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </search>
  );
}
