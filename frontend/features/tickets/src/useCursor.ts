import { startTransition, useCallback, useEffect, useRef, useState } from "react";

/** While `j` is held, presses come faster than this (ms); the ticket under the cursor is opened when they stop. */
const QUIET = 160;

interface Cursor {
  /** The marked row: follows each key press at once. */
  at: string | null;
  /** The ticket that is open: follows when the cursor rests. */
  shown: string | null;
  move: (number: string) => void;
}

/**
 * The cursor in the list, kept apart from the address so that a held key paints in one frame. `opened` is the
 * number in the address; `onOpen` writes it there.
 */
export function useCursor(opened: string | null, onOpen: (number: string) => void): Cursor {
  const [at, setAt] = useState(opened);
  const [shown, setShown] = useState(opened);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const lastMove = useRef(0);
  const open = useRef(onOpen);
  useEffect(() => {
    open.current = onOpen;
  });
  useEffect(() => {
    setAt(opened);
    setShown(opened);
  }, [opened]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const move = useCallback((number: string) => {
    const now = performance.now();
    const held = now - lastMove.current < QUIET;
    lastMove.current = now;
    setAt(number);
    clearTimeout(timer.current);
    const rest = () => {
      startTransition(() => setShown(number));
      open.current(number);
    };
    timer.current = setTimeout(rest, held ? QUIET : 0);
  }, []);
  return { at, shown, move };
}
