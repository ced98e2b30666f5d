import type { RefSelectProps } from "antd";
import { type RefObject, useEffect, useRef } from "react";

/** Focuses a select after that in which it stands, a dialog or a popover, has taken the focus for itself. */
export function useFocusSoon(wanted = true): RefObject<RefSelectProps | null> {
  const select = useRef<RefSelectProps>(null);
  useEffect(() => {
    if (!wanted) return;
    const timer = setTimeout(() => select.current?.focus(), 60);
    return () => clearTimeout(timer);
  }, [wanted]);
  return select;
}
