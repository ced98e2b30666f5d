import { useShortcut } from "@relaydesk/ui";
import { type Dispatch, type SetStateAction, useCallback, useEffect, useRef, useState } from "react";
import { type ListSearch, listParams } from "../model/search";
import { extend, isEmpty, NOTHING, type Selection, toggle } from "./selection";

export interface Selecting {
  selection: Selection;
  setSelection: Dispatch<SetStateAction<Selection>>;
  /** A click on a row's box, or on the row with Shift, Ctrl or ⌘. */
  mark: (number: string, range: boolean) => void;
  /** True while all that match are being asked for. */
  asking: boolean;
  askAll: () => void;
}

interface List {
  rows: readonly { number: string }[];
  /** Where the cursor is, and how it goes on. */
  at: string | null;
  move: (number: string) => void;
}

/**
 * The selection of the list with its keys: `x`, Shift with j and k, Ctrl A, Escape. It is given up when other
 * tickets are looked at, not when those on the screen change.
 */
export function useSelection(search: ListSearch, { rows, at, move }: List): Selecting {
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const [asking, setAsking] = useState(false);
  const filters = JSON.stringify(listParams(search));
  const asked = useRef(filters);
  useEffect(() => {
    if (asked.current !== filters) setSelection(NOTHING);
    asked.current = filters;
  }, [filters]);

  const order = () => rows.map((row) => row.number);
  const step = (by: number) => {
    const index = rows.findIndex((row) => row.number === at);
    const next = rows[index < 0 ? 0 : index + by]?.number;
    if (!next) return;
    setSelection((now) => extend(now.anchor === null && at ? extend(now, order(), at) : now, order(), next));
    move(next);
  };
  const mark = (number: string, range: boolean) =>
    setSelection((now) => (range ? extend(now, order(), number) : toggle(now, number)));
  const askAll = useCallback(() => {
    setAsking(true);
    import("../bulk/api")
      .then(({ chooseMatching }) => chooseMatching(filters))
      .then((all) => {
        if (asked.current === filters) setSelection(all);
      })
      .catch(() => undefined)
      .finally(() => setAsking(false));
  }, [filters]);
  useShortcut("select", () => at && mark(at, false));
  useShortcut("selectNext", () => step(1));
  useShortcut("selectPrevious", () => step(-1));
  useShortcut("selectAll", askAll, rows.length > 0);
  useShortcut("unselect", () => setSelection(NOTHING), !isEmpty(selection));
  return { selection, setSelection, mark, asking, askAll };
}
