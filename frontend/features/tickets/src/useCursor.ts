import { startTransition, useCallback, useEffect, useRef, useState } from "react";
import { makeWritten } from "./model/written";

/** The ticket under the cursor is opened when the cursor has rested for this long (ms): not while `j` is held. */
const REST = 110;

interface Cursor {
  /** The marked row: follows each key press at once. */
  at: string | null;
  /** The ticket that is open: follows when the cursor rests. */
  shown: string | null;
  /** One step, by key: the ticket opens when the cursor rests. */
  move: (number: string) => void;
  /** One choice, by pointer or Enter: the ticket opens at once. */
  choose: (number: string) => void;
}

/**
 * The cursor in the list, kept apart from the address so that a held key paints in one frame. `opened` is the
 * number in the address; `onOpen` writes it there.
 */
export function useCursor(opened: string | null, onOpen: (number: string) => void): Cursor {
  const [at, setAt] = useState(opened);
  const [shown, setShown] = useState(opened);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [own] = useState(makeWritten);
  const open = useRef(onOpen);
  useEffect(() => {
    open.current = onOpen;
  });
  useEffect(() => {
    // The address follows the cursor; by now the cursor may be further on.
    if (own.seen(opened)) return;
    clearTimeout(timer.current);
    setAt(opened);
    setShown(opened);
  }, [opened, own]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const rest = useCallback(
    (number: string) => {
      own.write(number);
      startTransition(() => setShown(number));
      open.current(number);
    },
    [own],
  );
  const move = useCallback(
    (number: string) => {
      setAt(number);
      clearTimeout(timer.current);
      timer.current = setTimeout(rest, REST, number);
    },
    [rest],
  );
  const choose = useCallback(
    (number: string) => {
      setAt(number);
      clearTimeout(timer.current);
      rest(number);
    },
    [rest],
  );
  return { at, shown, move, choose };
}
