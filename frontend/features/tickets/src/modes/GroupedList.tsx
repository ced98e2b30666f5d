import { useMessages } from "@relaydesk/i18n";
import { EmptyState, ErrorState, Loading, StatusDot, useShortcut } from "@relaydesk/ui";
import { Button } from "antd";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useRef, useState } from "react";
import type { ListSearch } from "../model/search";
import { useColumn, useGroups } from "./api";
import { Card } from "./Card";
import { type Group, type GroupBy, groupsOf, inGroup } from "./groups";
import type { ModeProps } from "./ModePane";
import { messages } from "./messages";
import { useWords } from "./useWords";

const PAGE = 25;

/** The list in groups: each is read for itself, page by page, when it is open. */
export default function GroupedList({ search, settings, selected, onSelect }: ModeProps) {
  const t = useMessages(messages);
  const words = useWords();
  const by = settings.group as GroupBy;
  const found = useGroups(search, by);
  const box = useRef<HTMLDivElement>(null);
  const step = (to: 1 | -1) => {
    const numbers = [...(box.current?.querySelectorAll<HTMLElement>("[data-number]") ?? [])].map(
      (one) => one.dataset.number ?? "",
    );
    const next = numbers[selected ? numbers.indexOf(selected) + to : 0];
    if (next) onSelect(next);
  };
  useShortcut("next", () => step(1));
  useShortcut("previous", () => step(-1));
  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Loading rows={8} />;
  const groups = groupsOf(by, found.data, search, words).filter((one) => one.count > 0);
  if (groups.length === 0) return <EmptyState title={t("nothing")} />;
  return (
    <div ref={box} className="md-groups">
      {found.data.cut && <p className="md-note">{t("cut")}</p>}
      {groups.map((group) => (
        <GroupPart
          key={group.value ?? ""}
          group={group}
          search={{ ...inGroup(search, by, group.value), sort: settings.sort }}
          selected={selected}
          onSelect={onSelect}
        />
      ))}
    </div>
  );
}

interface PartProps {
  group: Group;
  search: ListSearch;
  selected: string | null;
  onSelect: (number: string) => void;
}

function GroupPart({ group, search, selected, onSelect }: PartProps) {
  const t = useMessages(messages);
  const [open, setOpen] = useState(true);
  const { rows, hasNextPage, isFetchingNextPage, fetchNextPage, error } = useColumn(search, PAGE, open);
  return (
    <section className="md-group" aria-label={t("column", { name: group.label, n: group.count })}>
      <h2>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
          {group.category && <StatusDot category={group.category} />} {group.label}
          <span className="tk-count">{group.count}</span>
        </button>
      </h2>
      {open && (
        <ul>
          {rows.map((row) => (
            <li key={row.number}>
              <Card row={row} selected={row.number === selected} onSelect={onSelect} />
            </li>
          ))}
        </ul>
      )}
      {open && error && <ErrorState error={error} />}
      {open && hasNextPage && (
        <Button size="small" type="text" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </section>
  );
}
