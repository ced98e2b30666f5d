import { useConfirm } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { Button } from "antd";
import { Pencil, X } from "lucide-react";
import { messages } from "./messages";
import { useUndoable } from "./useUndoable";

interface LineButtonsProps {
  /** What the line says, for those who hear it. */
  name: string;
  onCorrect: () => void;
  onRemove: () => Promise<unknown>;
}

/** Correct a line of work, or take it back; the history keeps what stood there. */
export function LineButtons({ name, onCorrect, onRemove }: LineButtonsProps) {
  const t = useMessages(messages);
  const confirm = useConfirm();
  const { refused } = useUndoable();
  const remove = async () => {
    const sure = await confirm({
      title: t("removeLine", { name }),
      consequence: t("removeLineWhat"),
      verb: t("removeIt"),
    });
    if (sure) await onRemove().catch(refused);
  };
  return (
    <span className="tk-line-buttons">
      <Button
        type="text"
        size="small"
        aria-label={t("correct", { name })}
        title={t("correct", { name })}
        icon={<Pencil size={13} aria-hidden />}
        onClick={onCorrect}
      />
      <Button
        type="text"
        size="small"
        aria-label={t("remove", { name })}
        title={t("remove", { name })}
        icon={<X size={13} aria-hidden />}
        onClick={() => void remove()}
      />
    </span>
  );
}
