import { useLocale, useMessages } from "@relaydesk/i18n";
import { type ShortcutId, useProblemText, useShortcut } from "@relaydesk/ui";
import { App, Button, Dropdown, type MenuProps } from "antd";
import {
  AlarmClock,
  Download,
  Ellipsis,
  Flag,
  History,
  ListChecks,
  Merge,
  MessageSquareReply,
  Tag,
  Trash2,
  UserRound,
  X,
} from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { type ManyDialog, useActing } from "../selection/acting";
import { countOf, NOTHING } from "../selection/selection";
import type { Selecting } from "../selection/useSelection";
import { type BulkEdits, useAskChange } from "./api";
import { allows } from "./many";
import { messages } from "./messages";
import { Picker, type Property } from "./Picker";
import { TagPicker } from "./TagPicker";
import "./bulk.css";

const ExportDialog = lazy(() => import("./ExportDialog"));
const HistoryDrawer = lazy(() => import("./HistoryDrawer"));
const ManyDialogs = lazy(() => import("./ManyDialogs"));

const MANY = [
  ["reply", MessageSquareReply],
  ["merge", Merge],
  ["snooze", AlarmClock],
] as const;

const DIALOGS = { export: 1, history: 1, reply: 1, merge: 1, snooze: 1 } as const;
const MOST = 10_000;

interface BarProps {
  selecting: Selecting;
  /** The parameters of the list on which the tickets were chosen. */
  params: Record<string, string>;
  may: (permission: string) => boolean;
  onChange: (id: string) => void;
  onExport: (id: string) => void;
}

/** In place of the toolbar while tickets are selected: how many, and what can be done to them. */
export default function BulkBar({ selecting, params, may, onChange, onExport }: BarProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const { selection, setSelection, asking, askAll } = selecting;
  const { message } = App.useApp();
  const problemText = useProblemText();
  const ask = useAskChange();
  const [picking, setPicking] = useState<Property | "tags" | null>(null);
  const [dialog, setDialog] = useState<"export" | "history" | ManyDialog | null>(null);
  const count = countOf(selection);
  const number = (n: number) => n.toLocaleString(locale === "en" ? "en" : "zh-CN");
  const tooMany = count > MOST;
  const fixed = tooMany || ask.isPending || !may("tickets.write");

  const change = (edits: BulkEdits) => {
    setPicking(null);
    ask.mutate(
      { selection, params, change: edits },
      {
        onSuccess: (asked) => {
          setDialog(null);
          setSelection(NOTHING);
          onChange(asked.id);
        },
        onError: (error) => message.error(problemText(error)),
      },
    );
  };
  const numbers = selection.all ? [] : [...selection.marked];
  const mayDo = (what: ManyDialog) => !fixed && allows(what, count, numbers.length > 0);
  useShortcut("snooze", () => setDialog("snooze"), mayDo("snooze"), true);
  useShortcut("reply", () => setDialog("reply"), mayDo("reply"), true);
  useActing({ change, ask: setDialog, tooMany, may: mayDo });
  const words = () => {
    if (selection.all) return t(selection.all.capped ? "more" : "chosenAll", { n: number(count) });
    if (selection.matched === count) return t("chosenAll", { n: number(count) });
    if (selection.matched) return t("chosenMost", { n: number(count), m: number(selection.matched) });
    return t("chosen", { n: number(count) });
  };
  const items: MenuProps["items"] = [
    ...MANY.map(([key, Icon]) => ({
      key,
      label: t(key),
      disabled: !mayDo(key),
      icon: <Icon size={14} aria-hidden />,
    })),
    { type: "divider" },
    { key: "team", label: t("team"), disabled: fixed },
    { key: "type", label: t("type"), disabled: fixed },
    ...(may("tickets.set_label") ? [{ key: "label", label: t("label"), disabled: tooMany }] : []),
    { type: "divider" },
    ...(may("tickets.export")
      ? [{ key: "export", label: t("export"), icon: <Download size={14} aria-hidden /> }]
      : []),
    { key: "history", label: t("history"), icon: <History size={14} aria-hidden /> },
    ...(may("tickets.delete")
      ? [
          { type: "divider" as const },
          {
            key: "delete",
            label: t("remove"),
            danger: true,
            disabled: tooMany,
            icon: <Trash2 size={14} aria-hidden />,
          },
        ]
      : []),
  ];
  const choose: MenuProps["onClick"] = ({ key }) => {
    if (key in DIALOGS) setDialog(key as keyof typeof DIALOGS);
    else if (key === "delete") change({ delete: true });
    else setPicking(key as Property);
  };
  const tool = (property: Property, icon: React.ReactNode, shortcut: ShortcutId) => (
    <Picker
      property={property}
      icon={icon}
      shortcut={shortcut}
      open={picking === property}
      disabled={fixed}
      onOpen={(open) => setPicking(open ? property : null)}
      onPick={change}
    />
  );
  return (
    <section className="bk-bar" aria-label={t("bar")}>
      <div className="bk-count">
        <Button
          type="text"
          size="small"
          aria-label={t("clear")}
          title={`${t("clear")} (Esc)`}
          icon={<X size={15} aria-hidden />}
          onClick={() => setSelection(NOTHING)}
        />
        <strong aria-live="polite">{words()}</strong>
        {!selection.all && selection.matched === null && (
          <Button type="link" size="small" loading={asking} onClick={askAll} title="Ctrl A">
            {t("all")}
          </Button>
        )}
      </div>
      <div className="bk-tools" role="toolbar" aria-label={t("bar")}>
        {tool("assign", <UserRound size={15} aria-hidden />, "assign")}
        {tool("status", <ListChecks size={15} aria-hidden />, "status")}
        {tool("priority", <Flag size={15} aria-hidden />, "priority")}
        <TagPicker
          icon={<Tag size={15} aria-hidden />}
          open={picking === "tags"}
          disabled={fixed}
          onOpen={(open) => setPicking(open ? "tags" : null)}
          onPick={change}
        />
        {(["team", "type", "label"] as const).map((property) => (
          <Picker
            key={property}
            property={property}
            shortcut={property === "label" ? undefined : property}
            open={picking === property}
            disabled={property === "label" ? tooMany || !may("tickets.set_label") : fixed}
            onOpen={(open) => setPicking(open ? property : null)}
            onPick={change}
          />
        ))}
        <Dropdown trigger={["click"]} menu={{ items, onClick: choose }}>
          <Button type="text" aria-label={t("others")} icon={<Ellipsis size={16} aria-hidden />} />
        </Dropdown>
      </div>
      {tooMany && <p className="bk-hint">{t("tooMany", { n: number(MOST) })}</p>}
      <Suspense fallback={null}>
        {dialog === "export" && (
          <ExportDialog
            selection={selection}
            params={params}
            onClose={() => setDialog(null)}
            onExport={(id) => {
              setDialog(null);
              setSelection(NOTHING);
              onExport(id);
            }}
          />
        )}
        {(dialog === "reply" || dialog === "merge" || dialog === "snooze") && (
          <ManyDialogs
            dialog={dialog}
            count={count}
            numbers={numbers}
            busy={ask.isPending}
            onPick={change}
            onClose={() => setDialog(null)}
          />
        )}
        {dialog === "history" && <HistoryDrawer onClose={() => setDialog(null)} />}
      </Suspense>
    </section>
  );
}
