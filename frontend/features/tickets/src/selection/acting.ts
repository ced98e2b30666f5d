import { useEffect } from "react";
import type { BulkEdits } from "../bulk/api";

export type ManyDialog = "snooze" | "merge" | "reply";

/** What the palette can have done to the selected tickets, however many: by the bulk change, as the bar does. */
export interface Acting {
  change: (edits: BulkEdits) => void;
  ask: (dialog: ManyDialog) => void;
  /** Whether there are too many for any change. */
  tooMany: boolean;
  may: (dialog: ManyDialog) => boolean;
}

let acting: Acting | null = null;

/** How to act on the selected tickets; null while none are selected. */
export function actingOnSelection(): Acting | null {
  return acting;
}

/** Offers it while the component is on the screen. */
export function useActing(offered: Acting): void {
  useEffect(() => {
    acting = offered;
    return () => {
      acting = null;
    };
  });
}
