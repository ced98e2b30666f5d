import { api, type Contact, unwrap } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { useShortcut } from "@relaydesk/ui";
import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { type KeyboardEvent, memo, useDeferredValue, useRef, useState } from "react";
import { messages } from "../messages";

interface FindProps {
  onOpen: (number: string) => void;
  onRequester: (id: string) => void;
}

const NUMBER = /^[A-Z]{2}\d{6}-\d{5,}$/i;

export function useContacts(text: string) {
  const q = useDeferredValue(text.trim());
  return useQuery({
    queryKey: ["contacts", q],
    queryFn: async ({ signal }): Promise<Contact[]> =>
      (await unwrap(api.GET("/api/v1/contacts", { params: { query: { q, limit: 8 } }, signal }))).items,
    enabled: (q.length >= 2 || /\p{Script=Han}/u.test(q)) && !NUMBER.test(q),
    staleTime: 30_000,
  });
}

/** Opens a ticket by its number, or shows the tickets of a requester found by name, email or phone. */
export const FindBox = memo(function FindBox({ onOpen, onRequester }: FindProps) {
  const t = useMessages(messages);
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [focused, setFocused] = useState(false);
  const contacts = useContacts(text);
  useShortcut("search", () => input.current?.focus());
  const isNumber = NUMBER.test(text.trim());
  const done = (act: () => void) => {
    act();
    setText("");
    input.current?.blur();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") done(() => undefined);
    if (event.key !== "Enter") return;
    const first = contacts.data?.[0];
    if (isNumber) done(() => onOpen(text.trim().toUpperCase()));
    else if (first) done(() => onRequester(first.id));
  };
  const shown = focused && text.trim() !== "" && (isNumber || contacts.isEnabled);
  return (
    <search className="tk-find">
      <Search size={14} aria-hidden />
      <input
        ref={input}
        type="search"
        value={text}
        aria-label={t("openNumber")}
        placeholder={t("openNumber")}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onFocus={() => setFocused(true)}
        onBlur={() => setTimeout(() => setFocused(false), 150)}
      />
      {shown && (
        <div className="tk-found">
          {isNumber && (
            <button type="button" onClick={() => done(() => onOpen(text.trim().toUpperCase()))}>
              {t("gotoTicket", { number: text.trim().toUpperCase() })}
            </button>
          )}
          {contacts.data?.map((contact) => (
            <button key={contact.id} type="button" onClick={() => done(() => onRequester(contact.id))}>
              {contact.name} <small>{contact.email ?? contact.phone}</small>
            </button>
          ))}
          {!isNumber && contacts.data?.length === 0 && <p>{t("searchNothing")}</p>}
        </div>
      )}
    </search>
  );
});
