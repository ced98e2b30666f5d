import { Select } from "antd";
import { useAll } from "../api/records";
import type { Named } from "../api/types";
import { useNameOf } from "../names";

interface NamedSelectProps {
  id?: string;
  kind: "teams" | "posts" | "skills";
  value?: string[];
  onChange?: (value: string[]) => void;
  placeholder?: string;
}

/** Chooses some of a small list. */
export function NamedSelect({ id, kind, value, onChange, placeholder }: NamedSelectProps) {
  const nameOf = useNameOf();
  const all = useAll<Named>(kind);
  return (
    <Select<string[]>
      id={id}
      mode="multiple"
      allowClear
      showSearch={{ optionFilterProp: "label" }}
      loading={all.isPending}
      value={value}
      placeholder={placeholder}
      options={(all.data ?? []).map((one) => ({ value: one.id, label: nameOf(one) }))}
      onChange={onChange}
    />
  );
}
