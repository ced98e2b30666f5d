/** How a dialog is left: what it holds that is not sent yet, how one is asked, and what leaving does. */
export interface Leaving {
  unsent: boolean;
  /** Resolves to whether what was written may go. */
  ask: () => Promise<boolean>;
  leave: () => void;
}

/** Makes the one way out of a dialog: at once when nothing would be lost, else after one question at a time. */
export function makeWayOut(): (leaving: Leaving) => Promise<void> {
  let asking = false;
  return async ({ unsent, ask, leave }) => {
    if (asking) return;
    if (!unsent) return leave();
    asking = true;
    try {
      if (await ask()) leave();
    } finally {
      asking = false;
    }
  };
}

/** The parts of a dialog that hold something unsent; each says so, and takes it back. */
export function makeHeld() {
  const parts = new Set<symbol>();
  return {
    any: () => parts.size > 0,
    hold: () => {
      const part = Symbol("unsent");
      parts.add(part);
      return () => void parts.delete(part);
    },
  };
}

export type Held = ReturnType<typeof makeHeld>;
