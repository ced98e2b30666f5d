import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { ShortcutHint, type ShortcutId, useShortcut, useShortcutFinder } from "@relaydesk/ui";
import { Button, Dropdown, type MenuProps } from "antd";
import { Bell, BellOff, CircleCheck, Ellipsis, GitMerge, Reply, StickyNote } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useChange, useRelations } from "./api";
import { messages, type RelationKey } from "./messages";
import { useUndoable } from "./useUndoable";
import "./relations.css";

const DIALOGS = {
  merge: lazy(() => import("./MergeDialog")),
  split: lazy(() => import("./SplitDialog")),
  link: lazy(() => import("./LinkDialog")),
  child: lazy(() => import("./ChildDialog")),
  major: lazy(() => import("./MajorDialog")),
  snooze: lazy(() => import("./SnoozeDialog")),
  forward: lazy(() => import("./ForwardDialog")),
  requester: lazy(() => import("./RequesterDialog")),
  history: lazy(() => import("./HistoryDrawer")),
};
type DialogId = keyof typeof DIALOGS;

interface ActionsProps {
  ticket: Ticket;
  /** Further buttons, between those for the work and the menu. */
  children: ReactNode;
  onOpen: (number: string) => void;
  onCopyLink: () => void;
}

/** What one does with a ticket, in the order of the conventions: watch, reply, note, close, merge, delete, more. */
export default function TicketActions({ ticket, children, onOpen, onCopyLink }: ActionsProps) {
  const t = useMessages(messages);
  const find = useShortcutFinder();
  const [dialog, setDialog] = useState<DialogId | null>(null);
  const { can } = ticket;
  useShortcut("snooze", () => setDialog("snooze"), can.edit);
  const Dialog = dialog && DIALOGS[dialog];
  return (
    <div className="tk-actions" role="toolbar" aria-label={t("actions")}>
      <WatchButton number={ticket.number} />
      {can.reply && <RunButton id="reply" title={t("reply")} icon={<Reply size={17} aria-hidden />} />}
      {can.note && <RunButton id="note" title={t("note")} icon={<StickyNote size={17} aria-hidden />} />}
      {can.set_status && (
        <RunButton id="solve" title={t("close")} icon={<CircleCheck size={17} aria-hidden />} />
      )}
      {can.merge && (
        <Button
          type="text"
          className="tk-wide-only"
          aria-label={t("merge")}
          title={t("merge")}
          icon={<GitMerge size={17} aria-hidden />}
          onClick={() => setDialog("merge")}
        />
      )}
      {children}
      <Dropdown
        trigger={["click"]}
        menu={{ items: itemsOf(ticket, t), onClick: ({ key }) => pick(key) }}
        placement="bottomRight"
      >
        <Button
          type="text"
          aria-label={t("more")}
          title={t("more")}
          icon={<Ellipsis size={18} aria-hidden />}
        />
      </Dropdown>
      {Dialog && (
        <Suspense fallback={null}>
          <Dialog ticket={ticket} onClose={() => setDialog(null)} onOpen={onOpen} />
        </Suspense>
      )}
    </div>
  );

  function pick(key: string) {
    if (key === "print") window.open(`/desk/print/${ticket.number}`, "_blank", "noopener");
    else if (key === "copyLink") onCopyLink();
    else if (key === "solve") find(key)?.();
    else setDialog(key as DialogId);
  }
}

function itemsOf(ticket: Ticket, t: (key: RelationKey) => string) {
  const { can } = ticket;
  const entries: [keyof typeof DIALOGS | "solve" | "print" | "copyLink", boolean][] = [
    ["solve", can.set_status],
    ["merge", can.merge],
    ["split", can.edit],
    ["link", can.edit],
    ["child", can.edit],
    ["major", can.edit],
    ["snooze", can.edit],
    ["forward", can.note],
    ["requester", can.edit],
    ["history", true],
    ["print", true],
    ["copyLink", true],
  ];
  const items: MenuProps["items"] = entries
    .filter(([, shown]) => shown)
    .map(([key]) => ({ key, label: t(key === "solve" ? "close" : key === "merge" ? "mergeMenu" : key) }));
  return items;
}

function RunButton({ id, title, icon }: { id: ShortcutId; title: string; icon: ReactNode }) {
  const find = useShortcutFinder();
  return (
    <span className="tk-wide-only">
      <ShortcutHint id={id} title={title}>
        <Button type="text" aria-label={title} icon={icon} onClick={() => find(id)?.()} />
      </ShortcutHint>
    </span>
  );
}

function WatchButton({ number }: { number: string }) {
  const t = useMessages(messages);
  const { data } = useRelations(number);
  const { refused } = useUndoable();
  const change = useChange(number);
  // Shown at once; what the server says afterwards holds.
  const [wanted, setWanted] = useState<boolean | null>(null);
  const watching = wanted ?? data?.watching ?? false;
  const title = t(watching ? "unwatch" : "watch");
  return (
    <Button
      type="text"
      aria-label={title}
      aria-pressed={watching}
      title={title}
      icon={watching ? <BellOff size={17} aria-hidden /> : <Bell size={17} aria-hidden />}
      onClick={() => {
        setWanted(!watching);
        change.mutate(
          { method: watching ? "DELETE" : "PUT", path: "/watchers/me" },
          { onError: refused, onSettled: () => setWanted(null) },
        );
      }}
    />
  );
}
