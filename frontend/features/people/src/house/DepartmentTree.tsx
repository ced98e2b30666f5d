import { useLocale, useMessages } from "@relaydesk/i18n";
import { type KeyboardEvent, useMemo, useState } from "react";
import { useActiveAgents } from "../api/directory";
import { useAll } from "../api/records";
import type { Department, Team } from "../api/types";
import { messages } from "../messages";
import { countsBelow, rowsOf, treeOf, withBelow } from "../model/tree";
import { useNameOf } from "../names";
import { DepartmentRow } from "./DepartmentRow";
import type { Move } from "./useMove";

interface TreeProps {
  departments: Department[];
  words: string;
  writes: boolean;
  onOpen: (department: Department) => void;
  onCreate: (parent: string) => void;
  onMove: Move;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** The tree as an indented table: each row says who leads, how many people and teams are there. */
export function DepartmentTree(props: TreeProps) {
  const { departments, words, writes, onMove } = props;
  const t = useMessages(messages);
  const { locale } = useLocale();
  const nameOf = useNameOf();
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [dragged, setDragged] = useState<Department | null>(null);
  const agents = useActiveAgents().data;
  const teams = useAll<Team>("teams").data;
  const people = useMemo(
    () => countsBelow(departments, agents?.map((agent) => agent.department_id) ?? []),
    [departments, agents],
  );
  const teamCounts = useMemo(
    () => countsBelow(departments, teams?.map((team) => team.department_id) ?? []),
    [departments, teams],
  );
  const rows = useMemo(() => {
    const wanted = words.toLowerCase().trim();
    const tree = treeOf(departments, locale, nameOf);
    if (!wanted) return rowsOf(tree, closed);
    return rowsOf(tree, new Set()).filter(({ node }) =>
      `${node.name} ${node.name_en}`.toLowerCase().includes(wanted),
    );
  }, [departments, words, closed, locale, nameOf]);
  const barred = useMemo(
    () => (dragged ? withBelow(departments, dragged.id) : new Set<string>()),
    [departments, dragged],
  );
  const toggle = (id: string) =>
    setClosed((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const drop = (target: Department | null) => {
    if (dragged && dragged.parent_id !== (target?.id ?? null)) onMove(dragged, target);
    setDragged(null);
  };
  if (rows.length === 0) return <p className="pe-none">{t("noDepartmentFound")}</p>;
  return (
    <>
      <table className="ad-table pe-tree" aria-label={t("departments")}>
        <thead>
          <tr>
            <th scope="col">{t("name")}</th>
            <th scope="col" className="ad-wide">
              {t("head")}
            </th>
            <th scope="col" className="ad-wide">
              {t("deputies")}
            </th>
            <th scope="col" className="ad-end">
              {t("peopleCount")}
            </th>
            <th scope="col" className="ad-end ad-wide">
              {t("teamsCount")}
            </th>
            {writes && (
              <th scope="col">
                <span className="rd-hidden">{t("actions")}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody onKeyDown={props.onKeyDown}>
          {rows.map((branch) => (
            <DepartmentRow
              key={branch.node.id}
              branch={branch}
              flat={words.trim() !== ""}
              closed={closed.has(branch.node.id)}
              people={people.get(branch.node.id)}
              teams={teamCounts.get(branch.node.id)?.own ?? 0}
              departments={departments}
              writes={writes}
              takes={dragged !== null && !barred.has(branch.node.id)}
              onToggle={toggle}
              onOpen={props.onOpen}
              onCreate={props.onCreate}
              onMove={onMove}
              onDrag={setDragged}
              onDrop={drop}
            />
          ))}
        </tbody>
      </table>
      {dragged?.parent_id && (
        // biome-ignore lint/a11y/noStaticElementInteractions: the same is in the menu of the row for the keyboard
        <div
          className="pe-top"
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            drop(null);
          }}
        >
          {t("dropTop")}
        </div>
      )}
    </>
  );
}
