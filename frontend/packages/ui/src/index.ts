export { Avatar } from "./Avatar";
export {
  COMMAND_GROUPS,
  type Command,
  type CommandContext,
  type CommandGroup,
  type CommandSource,
  selectedTickets,
  useSelectedTickets,
} from "./commands";
export { DateField } from "./dates/DateField";
export { clockOf } from "./dates/values";
export { Dialog, LeaveButton } from "./dialog/Dialog";
export { useLeaving, useUnsent } from "./dialog/useLeaving";
export { useAhead, useDelayed, useMediaQuery, useNow } from "./hooks";
export { Kbd, ShortcutHint } from "./Kbd";
export { MailBody } from "./MailBody";
export { PriorityMark, StatusDot } from "./marks";
export { useProblemText } from "./problemText";
export { ResizeHandle } from "./ResizeHandle";
export {
  ShortcutProvider,
  useHeldShortcuts,
  useShortcut,
  useShortcutFinder,
} from "./shortcuts/ShortcutProvider";
export { composing, SHORTCUTS, type ShortcutId } from "./shortcuts/table";
export { soon } from "./soon";
export { EmptyState, ErrorState, Loading } from "./states";
export { type Density, type ThemeChoice, ThemeProvider, useThemeChoice } from "./theme";
export {
  clockTime,
  dayLabel,
  dayText,
  dayTime,
  durationText,
  fileSize,
  fullTime,
  longTime,
  shortTime,
  weekdayTime,
} from "./time";
export { type Timed, timeLeft, workingMinutesSince } from "./timeLeft";
