import type { ManyDialog } from "../selection/acting";
import MergeMany from "./MergeMany";
import type { ManyProps } from "./many";
import ReplyMany from "./ReplyMany";
import SnoozeMany from "./SnoozeMany";

const DIALOGS = { snooze: SnoozeMany, merge: MergeMany, reply: ReplyMany } as const;

/** What is asked before the selected tickets are put to sleep, merged or answered. */
export default function ManyDialogs({ dialog, ...props }: ManyProps & { dialog: ManyDialog }) {
  const Dialog = DIALOGS[dialog];
  return <Dialog {...props} />;
}
