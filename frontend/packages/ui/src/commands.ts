import { useEffect } from "react";

/** The headings of the palette, in their order. */
export const COMMAND_GROUPS = ["found", "ticket", "go", "make", "look"] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** One thing that the palette can do. Features give them; the app puts them together. */
export interface Command {
  /** Stable: by it the palette remembers what was used last. */
  id: string;
  group: CommandGroup;
  /** In the language of the screen. */
  title: string;
  /** Further words by which it is found, in both languages. */
  words?: string;
  hint?: string;
  /** The id of a shortcut that does the same. */
  shortcut?: string;
  run?: () => unknown;
  /** A second step, such as the agents to choose from. What one types also finds these directly. */
  steps?: readonly Command[];
  /** A second step that takes what one types, such as a new tag. */
  ask?: (text: string) => readonly Command[];
}

/** Where the palette was opened. */
export interface CommandContext {
  /** The selected tickets, else the open one; by number. Nobody names those of a selection of too many. */
  targets: readonly string[];
  /** How many they are. */
  count: number;
  /** Whether they are selected in a list, and not just the one that is open. */
  selected: boolean;
  permissions: ReadonlySet<string>;
  /** The id of one's own agent. */
  me: string | null;
  openTicket: (number: string) => void;
  /** Goes to a place of the desk, such as `/desk/tickets?view=mine`. */
  go: (href: string) => void;
}

/** Gives commands. It is a hook by nature: called at each render of the palette, always in the same order. */
export type CommandSource = (context: CommandContext) => readonly Command[];

interface SelectedTickets {
  numbers: readonly string[];
  count: number;
}

const NONE: SelectedTickets = { numbers: [], count: 0 };
let selected = NONE;

/** The tickets that are selected in a list, for commands that act on them. */
export function selectedTickets(): SelectedTickets {
  return selected;
}

/** Tells what is selected while the component is on the screen. */
export function useSelectedTickets(numbers: readonly string[], count: number): void {
  useEffect(() => {
    selected = { numbers, count };
    return () => {
      selected = NONE;
    };
  }, [numbers, count]);
}
