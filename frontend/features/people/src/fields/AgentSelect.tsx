import { Select } from "antd";
import { useActiveAgents } from "../api/directory";

interface AgentSelectProps {
  id?: string;
  many?: boolean;
  value?: string | string[] | null;
  onChange?: (value: string | string[] | null) => void;
  placeholder?: string;
}

/** Chooses one or many of the active agents, by name or address. */
export function AgentSelect({ id, many, value, onChange, placeholder }: AgentSelectProps) {
  const agents = useActiveAgents();
  return (
    <Select<string | string[] | null>
      id={id}
      mode={many ? "multiple" : undefined}
      allowClear
      showSearch={{ optionFilterProp: "search" }}
      loading={agents.isPending}
      value={value ?? undefined}
      placeholder={placeholder}
      options={(agents.data ?? []).map((agent) => ({
        value: agent.id,
        label: agent.name,
        search: `${agent.name} ${agent.email}`,
      }))}
      onChange={(next) => onChange?.(next ?? null)}
    />
  );
}
