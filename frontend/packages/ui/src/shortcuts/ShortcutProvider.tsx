import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
} from "react";
import { groupOf, type ShortcutGroup, type ShortcutId, shortcutOf } from "./table";

interface Handler {
  run: () => void;
  /** Goes before those that are not: what acts on a selection goes before what acts on the open ticket. */
  first: boolean;
}
interface Registry {
  add: (id: ShortcutId, handler: Handler) => () => void;
  hold: (group: ShortcutGroup) => () => void;
  /** What a key press would do now; null when nothing on the screen handles it. */
  find: (id: ShortcutId) => (() => void) | null;
}

const ShortcutContext = createContext<Registry>({
  add: () => () => undefined,
  hold: () => () => undefined,
  find: () => null,
});

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.matches("input, textarea, select, [role=combobox], [role=textbox]")
  );
}

/** What fades out is over: on a busy machine it may be seen for long, and a key pressed then is not meant for it. */
function isLeaving(element: HTMLElement): boolean {
  return [...element.classList].some((name) => name.endsWith("-leave"));
}

function inOverlay(): boolean {
  return [
    ...document.querySelectorAll<HTMLElement>(
      "[role=dialog][aria-modal=true], .ant-dropdown, .ant-select-dropdown, .rd-calendar",
    ),
  ].some((element) => !isLeaving(element) && element.getClientRects().length > 0);
}

/** The handler that gets a key: the last of those that go first, else the last. */
function chosen(known: readonly Handler[] = []): Handler | undefined {
  return known.findLast((one) => one.first) ?? known.at(-1);
}

/** Listens to the keyboard for the whole desk. The handler that was added last for a shortcut gets it. */
export function ShortcutProvider({ children }: { children: ReactNode }) {
  const handlers = useRef(new Map<ShortcutId, Handler[]>());
  const held = useRef<ShortcutGroup[]>([]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const id = event.defaultPrevented ? null : shortcutOf(event, isTyping(event.target));
      const handler = id && chosen(handlers.current.get(id));
      if (!handler || inOverlay()) return;
      // Enter on a button or link is that button's; it never opens the row under the cursor.
      if (
        id === "open" &&
        event.key === "Enter" &&
        event.target instanceof HTMLElement &&
        event.target.closest("button, a")
      )
        return;
      event.preventDefault();
      event.stopPropagation();
      if (handler.first || !held.current.includes(groupOf(id))) handler.run();
    };
    // Capturing, so that the editor does not take Ctrl+Enter for a line break first.
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, []);
  const registry = useMemo<Registry>(
    () => ({
      add: (id, handler) => {
        handlers.current.set(id, [...(handlers.current.get(id) ?? []), handler]);
        return () => {
          handlers.current.set(
            id,
            (handlers.current.get(id) ?? []).filter((one) => one !== handler),
          );
        };
      },
      find: (id) =>
        held.current.includes(groupOf(id)) ? null : (chosen(handlers.current.get(id))?.run ?? null),
      hold: (group) => {
        held.current.push(group);
        return () => void held.current.splice(held.current.indexOf(group), 1);
      },
    }),
    [],
  );
  return <ShortcutContext value={registry}>{children}</ShortcutContext>;
}

/** Runs `handler` on the shortcut while the component is on the screen and `enabled`; `first`: before others. */
export function useShortcut(id: ShortcutId, handler: () => void, enabled = true, first = false): void {
  const { add } = useContext(ShortcutContext);
  const run = useEffectEvent(handler);
  useEffect(() => (enabled ? add(id, { run: () => run(), first }) : undefined), [add, id, enabled, first]);
}

/** Gives what a shortcut does on this screen, for the palette. */
export function useShortcutFinder(): (id: ShortcutId) => (() => void) | null {
  return useContext(ShortcutContext).find;
}

/** While `when`, the shortcuts of a group do nothing: what they would act on is about to be replaced. */
export function useHeldShortcuts(group: ShortcutGroup, when: boolean): void {
  const { hold } = useContext(ShortcutContext);
  useLayoutEffect(() => (when ? hold(group) : undefined), [hold, group, when]);
}
