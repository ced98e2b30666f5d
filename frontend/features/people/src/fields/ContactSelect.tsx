import type { PageOf } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useDeferredValue, useState } from "react";
import { call } from "../api/http";
import type { ContactRow } from "../api/types";
import { messages } from "../contacts/messages";

interface ContactSelectProps {
  id?: string;
  value: string | null;
  onChange: (value: string | null) => void;
  /** This contact cannot be chosen. */
  without?: string;
}

/** Finds a contact by the beginning of a name, address or number. */
export function ContactSelect({ id, value, onChange, without }: ContactSelectProps) {
  const t = useMessages(messages);
  const [text, setText] = useState("");
  const q = useDeferredValue(text.trim());
  const found = useQuery({
    queryKey: ["people", "contacts", "find", q],
    queryFn: async ({ signal }) =>
      (await call<PageOf<ContactRow>>("GET", "/contacts", { query: { q, limit: 20 }, signal })).items,
    placeholderData: keepPreviousData,
  });
  return (
    <Select<string>
      id={id}
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={found.isFetching}
      value={value ?? undefined}
      placeholder={t("findContact")}
      options={(found.data ?? [])
        .filter((one) => one.id !== without)
        .map((one) => ({
          value: one.id,
          label: [one.name || t("unnamed"), one.email ?? one.phone, one.company].filter(Boolean).join(" · "),
        }))}
      onChange={(next?: string) => onChange(next ?? null)}
    />
  );
}
