import { memo } from "react";
import { ChannelIcon } from "./ChannelIcon";

export interface TicketRowProps {
  number: string;
  subject: string;
  requester: string;
  assignee: string;
  statusName: string;
  category: string;
  priority: string;
  priorityName: string;
  channel: string;
  channelName: string;
  left: string;
  /** When it falls due, in words; the time left is working time. */
  due: string;
  tone: string;
  updated: string;
  selected: boolean;
  /** Chosen for something done to many; undefined where nothing can be. */
  chosen?: boolean;
  top: number;
}

/** One row of the virtual list. Native elements and primitive props only: `j` must paint within a frame. */
export const TicketRow = memo(function TicketRow(row: TicketRowProps) {
  return (
    // The list handles the keyboard for its rows (aria-activedescendant), so a row itself takes no focus.
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div
      role="option"
      id={`row-${row.number}`}
      data-number={row.number}
      aria-selected={row.selected}
      aria-checked={row.chosen}
      className={`tk-row${row.selected ? " tk-row-on" : ""}${row.chosen ? " tk-row-chosen" : ""}`}
      style={{ transform: `translateY(${row.top}px)` }}
    >
      <span className="tk-row-mark" data-mark={row.chosen === undefined ? undefined : ""}>
        <span className={`rd-dot rd-dot-${row.category}`} />
      </span>
      <span className="tk-row-line">
        <span className="tk-row-subject">{row.subject}</span>
        {row.left ? (
          <span className={`rd-left rd-left-${row.tone}`} title={row.due || undefined}>
            {row.left}
          </span>
        ) : (
          <span className="tk-row-updated">{row.updated}</span>
        )}
      </span>
      <span className="tk-row-line tk-row-facts">
        <span className={`rd-priority rd-priority-${row.priority}`} title={row.priorityName}>
          {row.priority}
        </span>
        <span className="tk-row-number">{row.number}</span>
        <ChannelIcon channel={row.channel} label={row.channelName} />
        <span className="tk-row-people">
          {row.requester}
          {row.assignee && ` → ${row.assignee}`}
        </span>
        <span className="tk-row-status">
          {row.statusName}
          {row.left && ` · ${row.updated}`}
        </span>
      </span>
    </div>
  );
});
