import type { ManyDialog } from "../selection/acting";
import type { BulkEdits } from "./api";

/** So many tickets are merged or answered at once; the server says so too. */
const MOST: Partial<Record<ManyDialog, number>> = { merge: 200, reply: 1000 };

/** Whether so many tickets, by name or all that match, can be treated so. */
export function allows(dialog: ManyDialog, count: number, named: boolean): boolean {
  if (dialog === "merge") return named && count > 1 && count <= (MOST.merge ?? count);
  return count > 0 && count <= (MOST[dialog] ?? count);
}

/** What the dialogs about the selected tickets are given. */
export interface ManyProps {
  count: number;
  /** The selected numbers; empty when there are too many to name. */
  numbers: readonly string[];
  busy: boolean;
  onPick: (edits: BulkEdits) => void;
  onClose: () => void;
}
