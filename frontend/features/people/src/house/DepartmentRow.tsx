import { useMessages } from "@relaydesk/i18n";
import { ChevronDown, ChevronRight } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, useState } from "react";
import { useDirectory } from "../api/directory";
import type { Department } from "../api/types";
import { messages } from "../messages";
import type { Branch } from "../model/tree";
import { useNameOf } from "../names";
import { DepartmentMenu } from "./DepartmentMenu";
import type { Move } from "./useMove";

interface RowProps {
  branch: Branch<Department>;
  /** Shown as one of the found, without its place in the tree. */
  flat: boolean;
  closed: boolean;
  people: { own: number; all: number } | undefined;
  teams: number;
  departments: Department[];
  writes: boolean;
  /** Whether what is being dragged may be put here. */
  takes: boolean;
  onToggle: (id: string) => void;
  onOpen: (department: Department) => void;
  onCreate: (parent: string) => void;
  onMove: Move;
  onDrag: (department: Department | null) => void;
  onDrop: (target: Department) => void;
}

/** One department: its name opens it, the left and right arrow fold it. */
export function DepartmentRow(props: RowProps) {
  const { branch, flat, closed, people, teams, departments, writes, takes } = props;
  const { node } = branch;
  const t = useMessages(messages);
  const nameOf = useNameOf();
  const directory = useDirectory();
  const [over, setOver] = useState(false);
  const agent = (id: string) => directory.agents.get(id)?.name ?? "…";
  const folds = branch.children.length > 0 && !flat;
  const onKeyDown = (event: KeyboardEvent) => {
    if (folds && event.key === (closed ? "ArrowRight" : "ArrowLeft")) {
      event.preventDefault();
      props.onToggle(node.id);
    }
  };
  const onClick = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    // A click in the row's menu or dialog comes here as well, though they stand elsewhere in the page.
    if (event.currentTarget.contains(target) && !target.closest("button, a")) props.onOpen(node);
  };
  return (
    <tr
      data-row
      className={over && takes ? "ad-row pe-drop" : "ad-row"}
      draggable={writes}
      onClick={onClick}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        props.onDrag(node);
      }}
      onDragEnd={() => props.onDrag(null)}
      onDragOver={(event) => {
        if (!takes) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (takes) props.onDrop(node);
      }}
    >
      <td>
        <span className="pe-branch" style={{ paddingInlineStart: flat ? 0 : branch.depth * 20 }}>
          {folds ? (
            <button
              type="button"
              className="pe-fold"
              aria-expanded={!closed}
              aria-label={t("fold", { name: nameOf(node) })}
              onClick={() => props.onToggle(node.id)}
            >
              {closed ? <ChevronRight size={15} aria-hidden /> : <ChevronDown size={15} aria-hidden />}
            </button>
          ) : (
            !flat && <span className="pe-fold" />
          )}
          <button
            type="button"
            className="ad-open"
            data-row-link
            onClick={() => props.onOpen(node)}
            onKeyDown={onKeyDown}
          >
            <span className="rd-hidden">{t("level", { n: branch.depth + 1 })}</span>
            {nameOf(node)}
          </button>
        </span>
        <div className="ad-sub" style={{ paddingInlineStart: (flat ? 0 : branch.depth * 20) + 26 }}>
          {node.head_id && agent(node.head_id)}
        </div>
      </td>
      <td className="ad-wide">{node.head_id && agent(node.head_id)}</td>
      <td className="ad-wide ad-muted">{node.deputy_ids.map(agent).join(t("comma"))}</td>
      <td className="ad-end" title={people && t("peopleHint", people)}>
        {people?.all ?? 0}
      </td>
      <td className="ad-end ad-wide">{teams || ""}</td>
      {writes && (
        <td className="ad-end">
          <DepartmentMenu
            department={node}
            departments={departments}
            onOpen={props.onOpen}
            onCreate={props.onCreate}
            onMove={props.onMove}
          />
        </td>
      )}
    </tr>
  );
}
