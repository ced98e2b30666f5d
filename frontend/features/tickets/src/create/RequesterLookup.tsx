import { useMessages } from "@relaydesk/i18n";
import { Avatar } from "@relaydesk/ui";
import { Button, Input } from "antd";
import { useState } from "react";
import { messages } from "../messages";
import { words } from "./messages";
import { useContacts } from "./useContacts";
import type { RequesterChoice } from "./useCreateTicket";

interface LookupProps {
  value: RequesterChoice;
  onChange: (choice: RequesterChoice) => void;
}

/** Finds a known contact by name, phone or email while one types; else takes down a new one. */
export function RequesterLookup({ value, onChange }: LookupProps) {
  const t = useMessages(messages);
  const w = useMessages(words);
  const [text, setText] = useState("");
  const contacts = useContacts(text);
  if (value.kind === "known")
    return (
      <div className="tk-card tk-requester">
        <Avatar name={value.contact.name} size={30} />
        <div>
          <strong>{value.contact.name}</strong>
          <span>{[value.contact.phone, value.contact.email].filter(Boolean).join(" · ")}</span>
        </div>
        <Button size="small" onClick={() => onChange({ kind: "new", name: "", phone: "", email: "" })}>
          {w("changeRequester")}
        </Button>
      </div>
    );
  const type = (typed: string) => {
    setText(typed);
    const part = /@/.test(typed)
      ? { email: typed }
      : /^[+\d][\d\s-]{4,}$/.test(typed)
        ? { phone: typed }
        : { name: typed };
    onChange({ kind: "new", name: "", phone: "", email: "", ...part });
  };
  return (
    <fieldset className="tk-lookup">
      <legend>{w("whoCalls")}</legend>
      <Input
        autoFocus
        value={text}
        aria-label={w("findRequester")}
        placeholder={w("findRequester")}
        onChange={(event) => type(event.target.value)}
      />
      {contacts.data && contacts.data.length > 0 && (
        <ul aria-label={w("knownRequester")}>
          {contacts.data.map((contact) => (
            <li key={contact.id}>
              <button type="button" onClick={() => onChange({ kind: "known", contact })}>
                <Avatar name={contact.name} size={22} />
                <span>{contact.name}</span>
                <small>{[contact.phone, contact.email].filter(Boolean).join(" · ")}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
      <p>{w("newRequester")}</p>
      <div className="tk-new-grid tk-new-three">
        {(["name", "phone", "email"] as const).map((field) => (
          <div key={field}>
            <label htmlFor={`requester-${field}`}>{field === "name" ? w("name") : t(field)}</label>
            <Input
              id={`requester-${field}`}
              value={value[field]}
              onChange={(event) => onChange({ ...value, [field]: event.target.value })}
            />
          </div>
        ))}
      </div>
    </fieldset>
  );
}
