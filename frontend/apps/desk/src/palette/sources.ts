import { useTicketCommands } from "@relaydesk/tickets/commands";
import type { CommandSource } from "@relaydesk/ui";
import { useViewCommands } from "@relaydesk/views/commands";
import { useLookCommands } from "./useLookCommands";
import { usePlaceCommands } from "./usePlaceCommands";
import { useRecentTickets } from "./useRecentTickets";
import { useShortcutCommands } from "./useShortcutCommands";

/** Every command of the desk, by the feature that brings it. The order must not change while the palette is open. */
export const sources: readonly CommandSource[] = [
  useTicketCommands,
  useShortcutCommands,
  useRecentTickets,
  useViewCommands,
  usePlaceCommands,
  useLookCommands,
];
