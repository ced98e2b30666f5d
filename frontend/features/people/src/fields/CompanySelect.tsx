import type { PageOf } from "@relaydesk/admin-kit";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useDeferredValue, useState } from "react";
import { call } from "../api/http";
import { useRecord } from "../api/records";
import type { Company } from "../api/types";

interface CompanySelectProps {
  id?: string;
  value?: string | null;
  onChange?: (value: string | null) => void;
  placeholder?: string;
}

/** Chooses a company by the beginning of its name or mail domain; there may be many. */
export function CompanySelect({ id, value, onChange, placeholder }: CompanySelectProps) {
  const [text, setText] = useState("");
  const q = useDeferredValue(text.trim());
  const found = useQuery({
    queryKey: ["people", "companies", "find", q],
    queryFn: async ({ signal }) =>
      (await call<PageOf<Company>>("GET", "/companies", { query: { q, limit: 20 }, signal })).items,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const chosen = useRecord<Company>("companies", value ?? undefined).data;
  const options = (found.data ?? []).map((one) => ({ value: one.id, label: one.name }));
  if (chosen && chosen.id === value && !options.some((one) => one.value === value))
    options.unshift({ value: chosen.id, label: chosen.name });
  return (
    <Select<string>
      id={id}
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={found.isFetching}
      value={value ?? undefined}
      placeholder={placeholder}
      options={options}
      onChange={(next?: string) => onChange?.(next ?? null)}
    />
  );
}
