import { Tooltip } from "antd";
import type { ReactElement } from "react";
import { keyLabels, SHORTCUTS, type ShortcutId } from "./shortcuts/table";

const MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

export function Kbd({ combo }: { combo: string }) {
  return (
    <span className="rd-keys">
      {keyLabels(combo, MAC).map((label) => (
        <kbd key={label} className="rd-kbd">
          {label}
        </kbd>
      ))}
    </span>
  );
}

/** A tooltip that names what a control does, and the key that does it. */
export function ShortcutHint({
  id,
  title,
  children,
}: {
  id: ShortcutId;
  title: string;
  children: ReactElement;
}) {
  const shortcut = SHORTCUTS.find((one) => one.id === id);
  const combo: string | undefined = shortcut?.keys[0] ?? shortcut?.typing[0];
  return (
    <Tooltip
      mouseEnterDelay={0.4}
      title={
        <span className="rd-hint">
          {title} {combo && <Kbd combo={combo} />}
        </span>
      }
    >
      {children}
    </Tooltip>
  );
}
