import { useSelectedTickets } from "@relaydesk/ui";
import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import { type ListSearch, listParams } from "../model/search";
import { chooseThese, countOf, isEmpty } from "./selection";
import type { Selecting } from "./useSelection";

const BulkBar = lazy(() => import("../bulk/BulkBar"));
const BulkPanels = lazy(() => import("../bulk/BulkPanels"));

const NONE: readonly string[] = [];

interface Bulk {
  /** In place of the toolbar while tickets are selected, else null. */
  bar: ReactNode;
  /** What is under way. */
  panels: ReactNode;
}

/** What can be done to the selected tickets: the bar, and what it has set going. */
export function useBulk(
  search: ListSearch,
  selecting: Selecting,
  may: (permission: string) => boolean,
): Bulk {
  const { selection, setSelection } = selecting;
  const [change, setChange] = useState<string | null>(null);
  const [sheet, setSheet] = useState<string | null>(null);
  const named = useMemo(() => (selection.all ? NONE : [...selection.marked]), [selection]);
  useSelectedTickets(named, countOf(selection));
  const bar = isEmpty(selection) ? null : (
    <Suspense fallback={null}>
      <BulkBar
        selecting={selecting}
        params={listParams(search)}
        may={may}
        onChange={setChange}
        onExport={setSheet}
      />
    </Suspense>
  );
  const panels = (change || sheet) && (
    <Suspense fallback={null}>
      <BulkPanels
        change={change}
        sheet={sheet}
        onCloseChange={() => setChange(null)}
        onCloseSheet={() => setSheet(null)}
        onChoose={(numbers) => setSelection(chooseThese(numbers))}
      />
    </Suspense>
  );
  return { bar, panels };
}
