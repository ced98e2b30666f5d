import { PRIORITIES } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { Button, Select } from "antd";
import { allStatuses, useAgents, useTeams, useTypes } from "../api/directory";
import { messages } from "../messages";
import { activeFilters, type Filter, type ListSearch, withoutFilters } from "../model/search";
import { messages as words } from "../modes/messages";
import "./panels.css";

interface FilterProps {
  search: ListSearch;
  onSearch: (search: ListSearch) => void;
  onCondition: () => void;
}

/** Filters of the list; each change goes into the address at once. */
export default function FilterPanel({ search, onSearch, onCondition }: FilterProps) {
  const t = useMessages(messages);
  const w = useMessages(words);
  const { locale } = useLocale();
  const name = (ref: { name: string; name_en: string }) =>
    locale === "en" ? ref.name_en || ref.name : ref.name;
  const statuses = allStatuses(useTypes().data ?? []).map((one) => ({ value: one.key, label: name(one) }));
  const teams = (useTeams().data ?? []).map((one) => ({ value: one.id, label: name(one) }));
  const agents = (useAgents().data ?? []).map((one) => ({ value: one.id, label: one.name }));
  const options: Record<Exclude<Filter, "requester">, { value: string; label: string }[]> = {
    status: statuses,
    priority: PRIORITIES.map((one) => ({ value: one, label: `${one} ${t(one)}` })),
    assignee: [{ value: "me", label: w("me") }, { value: "none", label: t("unassigned") }, ...agents],
    team: [{ value: "none", label: t("none") }, ...teams],
  };
  return (
    <div className="tk-filters">
      {(Object.keys(options) as (keyof typeof options)[]).map((filter) => (
        <div key={filter}>
          <label htmlFor={`filter-${filter}`}>{t(filter)}</label>
          <Select
            id={`filter-${filter}`}
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            placeholder={w("any")}
            value={search[filter]}
            options={options[filter]}
            onChange={(value: string | undefined) => onSearch({ ...search, [filter]: value })}
          />
        </div>
      ))}
      <Button
        type={search.condition ? "primary" : "default"}
        ghost={Boolean(search.condition)}
        onClick={onCondition}
      >
        {w(search.condition ? "conditionOn" : "moreFilters")}
      </Button>
      {activeFilters(search).length > 0 && (
        <Button onClick={() => onSearch(withoutFilters(search))}>{t("clearFilters")}</Button>
      )}
    </div>
  );
}
