import { useAdmin } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { DateField } from "@relaydesk/ui";
import { Input, Select } from "antd";
import { useEffect, useState } from "react";
import { type Filter, type Filters, TOPICS } from "./filters";
import { keyOf, messages } from "./messages";

/** Who, what, about, from when until when, whence, how it went. */
export function FilterBar({ filters }: { filters: Filters }) {
  const t = useMessages(messages);
  const { setQuery } = useAdmin();
  const topics = TOPICS.map((topic) => {
    const key = keyOf("topic", topic);
    return { value: topic as string, label: key ? t(key) : topic };
  });
  if (filters.name && !topics.some((one) => one.value === filters.name))
    topics.push({ value: filters.name, label: filters.name });
  return (
    <div className="au-filters">
      <TextFilter name="actor" label={t("who")} hint={t("actorHint")} filters={filters} />
      <Select
        aria-label={t("what")}
        allowClear
        value={filters.name ?? null}
        placeholder={t("nameHint")}
        options={topics}
        onChange={(name: string | undefined) => setQuery({ name })}
      />
      <TextFilter name="subject" label={t("about")} hint={t("subjectHint")} filters={filters} />
      <DayFilter name="from" label={t("from")} filters={filters} />
      <DayFilter name="to" label={t("to")} filters={filters} />
      <TextFilter name="source" label={t("whence")} hint={t("sourceHint")} filters={filters} />
      <Select
        aria-label={t("outcome")}
        allowClear
        value={filters.outcome ?? null}
        placeholder={t("outcome")}
        options={(["success", "failure"] as const).map((one) => ({ value: one, label: t(`outcome_${one}`) }))}
        onChange={(outcome: string | undefined) => setQuery({ outcome })}
      />
    </div>
  );
}

interface TextProps {
  name: Filter;
  label: string;
  hint: string;
  filters: Filters;
}

/** Written into the address when one pauses. */
function TextFilter({ name, label, hint, filters }: TextProps) {
  const t = useMessages(messages);
  const { setQuery } = useAdmin();
  const there = filters[name] ?? "";
  const [text, setText] = useState(there);
  useEffect(() => setText(there), [there]);
  useEffect(() => {
    if (text.trim() === there) return;
    const timer = setTimeout(() => setQuery({ [name]: text.trim() || undefined }), 350);
    return () => clearTimeout(timer);
  }, [text, there, name, setQuery]);
  return (
    <Input
      aria-label={label}
      placeholder={t("labelled", { label, hint })}
      allowClear
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}

function DayFilter({ name, label, filters }: { name: Filter; label: string; filters: Filters }) {
  const { setQuery } = useAdmin();
  return (
    <label className="au-day">
      <span>{label}</span>
      <DateField value={filters[name] ?? ""} onChange={(day) => setQuery({ [name]: day || undefined })} />
    </label>
  );
}
