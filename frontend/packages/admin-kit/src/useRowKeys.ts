import { useShortcut } from "@relaydesk/ui";
import { type KeyboardEvent, type RefObject, useCallback } from "react";

const LINKS = "[data-row-link]";

/**
 * j and k, and the arrows inside the list, move the focus from row to row: Enter is then the row's own link, and a
 * screen reader says where one is. `onEnd` is asked for more when the last row is passed.
 */
export function useRowKeys(list: RefObject<HTMLElement | null>, onEnd: () => void) {
  const step = useCallback(
    (by: number) => {
      const links = [...(list.current?.querySelectorAll<HTMLElement>(LINKS) ?? [])];
      const row = document.activeElement?.closest("[data-row]");
      const at = links.findIndex((link) => row?.contains(link));
      const next = links[at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by];
      if (next) {
        next.focus();
        next.scrollIntoView({ block: "nearest" });
      } else if (by > 0) onEnd();
    },
    [list, onEnd],
  );
  useShortcut("next", () => step(1));
  useShortcut("previous", () => step(-1));
  useShortcut("open", () => (document.activeElement as HTMLElement | null)?.closest("[data-row]") && click());
  const click = () =>
    document.activeElement?.closest("[data-row]")?.querySelector<HTMLElement>(LINKS)?.click();
  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!by || event.nativeEvent.isComposing) return;
      event.preventDefault();
      step(by);
    },
    [step],
  );
  return { step, onKeyDown };
}
