import { type KeyboardEvent, type PointerEvent, useEffect, useState } from "react";

interface HandleProps {
  /** The CSS variable that holds the width, also the name under which it is remembered. */
  variable: string;
  label: string;
  initial: number;
  least: number;
  most: number;
  /** -1 when dragging to the left makes the pane wider. */
  direction?: 1 | -1;
}

/** A line between two panes: drag it or use the arrow keys; a double click goes back. Remembers in this browser. */
export function ResizeHandle({ variable, label, initial, least, most, direction = 1 }: HandleProps) {
  const store = `relaydesk${variable}`;
  const [width, setWidth] = useState(() => Number(localStorage.getItem(store)) || initial);
  useEffect(() => {
    document.documentElement.style.setProperty(variable, `${width}px`);
    if (width === initial) localStorage.removeItem(store);
    else localStorage.setItem(store, String(width));
  }, [variable, store, width, initial]);
  const set = (next: number) => setWidth(Math.round(Math.min(most, Math.max(least, next))));
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const element = event.currentTarget;
    const start = event.clientX;
    element.setPointerCapture(event.pointerId);
    element.onpointermove = (move) => set(width + (move.clientX - start) * direction);
    element.onpointerup = () => {
      element.onpointermove = null;
    };
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
    if (step) set(width + step * direction);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a movable separator is a window splitter, which <hr> cannot be
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      className="rd-resize"
      onPointerDown={drag}
      onKeyDown={onKeyDown}
      onDoubleClick={() => setWidth(initial)}
    />
  );
}
