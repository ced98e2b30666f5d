import { api, unwrap } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useDeferredValue, useState } from "react";
import { ME, useReferred } from "./fields";
import { messages, type Word } from "./messages";
import type { ValueProps } from "./ValueEditor";

const MARK = "me:";

function keyOf(value: unknown): string {
  return typeof value === "object" && value !== null && "me" in value
    ? `${MARK}${String(value.me)}`
    : String(value ?? "");
}

function storedOf(key: string): unknown {
  return key.startsWith(MARK) ? { me: key.slice(MARK.length) } : key;
}

/** People, teams, departments and contacts by name; "me" and "mine" stand for whoever looks. */
export function ReferenceEditor({ field, value, onChange, several }: ValueProps & { several: boolean }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const [text, setText] = useState("");
  const to = field.refers_to ?? "";
  const known = useReferred(to).data ?? [];
  const found = useContacts(to === "contact" ? text : "");
  const me = ME[to];
  const word = me ? (`me_${me}` as Word) : undefined;
  const names = to === "contact" ? (found.data ?? []) : known;
  const options = [
    ...(word && me ? [{ value: `${MARK}${me}`, label: t(word) }] : []),
    ...names.map((one) => ({
      value: one.id,
      label: locale === "en" ? ("name_en" in one && one.name_en) || one.name : one.name,
    })),
  ];
  const keys = (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(keyOf);
  for (const key of keys)
    if (key && !options.some((one) => one.value === key)) options.push({ value: key, label: key });
  return (
    <Select
      mode={several ? "multiple" : undefined}
      aria-label={t("value")}
      placeholder={to === "contact" ? t("search") : several ? t("several") : undefined}
      showSearch={
        to === "contact" ? { onSearch: setText, filterOption: false } : { optionFilterProp: "label" }
      }
      value={(several ? keys : keys[0]) as string & string[]}
      options={options}
      onChange={(next: string | string[]) =>
        onChange(Array.isArray(next) ? next.map(storedOf) : storedOf(next))
      }
    />
  );
}

function useContacts(text: string) {
  const q = useDeferredValue(text.trim());
  return useQuery({
    queryKey: ["conditions", "contacts", q],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET("/api/v1/contacts", { params: { query: { q, limit: 20 } }, signal }))).items,
    enabled: q !== "",
    staleTime: 30_000,
  });
}
