import { useConfirm } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { App, Button } from "antd";
import { messages } from "../messages";
import { useRefusal } from "../names";

interface DeleteProps {
  name: string;
  /** What will be so afterwards. */
  consequence: string;
  work: () => Promise<unknown>;
  onGone: () => void;
}

/** Deletes what a form shows, after a question. */
export function DeleteButton({ name, consequence, work, onGone }: DeleteProps) {
  const t = useMessages(messages);
  const textOf = useRefusal();
  const confirm = useConfirm();
  const { message } = App.useApp();
  const ask = async () => {
    if (!(await confirm({ title: t("deleteNamed", { name }), consequence, verb: t("delete") }))) return;
    try {
      await work();
      message.success(t("deleted", { name }));
      onGone();
    } catch (error) {
      message.error(t("notDeleted") + textOf(error), 6);
    }
  };
  return (
    <Button danger type="text" onClick={() => void ask()}>
      {t("delete")}
    </Button>
  );
}
