import { useLocale, useMessages } from "@relaydesk/i18n";
import { useProblemText } from "@relaydesk/ui";
import { App, Button, Dropdown } from "antd";
import { Ellipsis } from "lucide-react";
import { useViewActs, type View } from "./api";
import { nameOf } from "./current";
import { messages } from "./messages";
import { moved } from "./tree";

const UNDO_SECONDS = 10;

interface MenuProps {
  view: View;
  /** The keys beside which it can be moved, and all keys in their order. */
  among: readonly string[];
  all: readonly string[];
  link: string;
  /** The element that names the view. */
  nameId: string;
  onEdit: () => void;
  onView: (key: string) => void;
  onGone: () => void;
}

/** What can be done with one view; deleting can be undone. */
export function ViewMenu({ view, among, all, link, nameId, onEdit, onView, onGone }: MenuProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const textOf = useProblemText();
  const { message, notification } = App.useApp();
  const acts = useViewActs();
  const name = nameOf(view, locale);
  const failed = (error: unknown) => void message.error(t("actFailed") + textOf(error));
  const here = among.indexOf(view.key);
  const remove = async () => {
    await acts.remove.mutateAsync(view);
    onGone();
    const key = `view-${view.key}`;
    notification.info({
      key,
      title: t("removed", { name }),
      duration: UNDO_SECONDS,
      actions: (
        <Button
          size="small"
          onClick={() => {
            notification.destroy(key);
            acts.restore.mutate(view, {
              onSuccess: () => {
                message.success(t("restored", { name }));
                onView(view.key);
              },
              onError: failed,
            });
          }}
        >
          {t("undo")}
        </Button>
      ),
    });
  };
  const run: Record<string, () => void> = {
    pin: () => acts.pin.mutate({ view, pinned: !view.pinned }, { onError: failed }),
    up: () => acts.order.mutate(moved(all, view.key, among, -1), { onError: failed }),
    down: () => acts.order.mutate(moved(all, view.key, among, 1), { onError: failed }),
    edit: onEdit,
    duplicate: () =>
      acts.duplicate.mutate(
        { view, name: t("copyName", { name }) },
        { onSuccess: (copy) => onView(copy.key), onError: failed },
      ),
    copyLink: () => {
      void navigator.clipboard?.writeText(link);
      message.success(t("linkCopied"));
    },
    remove: () => void remove().catch(failed),
  };
  const items = [
    { key: "pin", label: t(view.pinned ? "unpin" : "pin") },
    { key: "up", label: t("up"), disabled: here <= 0 },
    { key: "down", label: t("down"), disabled: here >= among.length - 1 },
    { type: "divider" as const },
    ...(view.can.edit ? [{ key: "edit", label: t("edit") }] : []),
    { key: "duplicate", label: t("duplicate") },
    { key: "copyLink", label: t("copyLink") },
    ...(view.can.delete ? [{ key: "remove", label: t("remove"), danger: true }] : []),
  ];
  return (
    <Dropdown trigger={["click"]} menu={{ items, onClick: ({ key }) => run[key]?.() }}>
      <Button
        className="vw-more"
        type="text"
        size="small"
        aria-label={t("more")}
        aria-describedby={nameId}
        icon={<Ellipsis size={14} aria-hidden />}
      />
    </Dropdown>
  );
}
