import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { call } from "../api/http";
import { useNameOf } from "../names";

export interface LabelRef {
  key: string;
  name: string;
  name_en: string;
  colour: string;
  cleared: boolean;
}

/** All sensitivity labels; `cleared` says whether the reader may see what bears one. */
export function useLabels(enabled = true) {
  return useQuery({
    queryKey: ["people", "labels"],
    queryFn: async () => (await call<{ items: LabelRef[] }>("GET", "/labels")).items,
    staleTime: 300_000,
    enabled,
  });
}

interface LabelSelectProps {
  id?: string;
  value?: string | null;
  onChange?: (value: string | null) => void;
  placeholder?: string;
}

/** Chooses a sensitivity label of those one is cleared for: nobody labels out of his own sight. */
export function LabelSelect({ id, value, onChange, placeholder }: LabelSelectProps) {
  const nameOf = useNameOf();
  const labels = useLabels();
  const cleared = (labels.data ?? []).filter((one) => one.cleared || one.key === value);
  return (
    <Select<string>
      id={id}
      allowClear
      loading={labels.isPending}
      value={value ?? undefined}
      placeholder={placeholder}
      options={cleared.map((one) => ({ value: one.key, label: nameOf(one) }))}
      onChange={(next?: string) => onChange?.(next ?? null)}
    />
  );
}

/** The name of a label; its key until the names are there. */
export function LabelName({ of }: { of: string }) {
  const nameOf = useNameOf();
  const found = useLabels().data?.find((one) => one.key === of);
  return <>{found ? nameOf(found) : of}</>;
}
