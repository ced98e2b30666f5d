import { useMessages } from "@relaydesk/i18n";
import { App, Button } from "antd";
import { useCallback } from "react";
import { useRecords } from "../api/records";
import type { Department } from "../api/types";
import { messages } from "../messages";
import { useNameOf, useRefusal } from "../names";

/** How long (s) a move can be taken back from the message that tells of it. */
const UNDO = 10;

export type Move = (department: Department, parent: Department | null) => void;

/** Moves a department under another at once, and offers to take it back. */
export function useMove(): Move {
  const t = useMessages(messages);
  const textOf = useRefusal();
  const nameOf = useNameOf();
  const { message } = App.useApp();
  const { change } = useRecords<Department, Partial<Department>>("departments");
  return useCallback(
    (department, parent) => {
      const before = department.parent_id;
      const put = async (row: Department, parent_id: string | null) => {
        try {
          return await change(row, { parent_id });
        } catch (error) {
          message.error(t("notMoved") + textOf(error), 6);
          return null;
        }
      };
      const work = async () => {
        const moved = await put(department, parent?.id ?? null);
        if (!moved) return;
        const key = `move-${department.id}`;
        const undo = () => {
          message.destroy(key);
          void put(moved, before);
        };
        message.success({
          key,
          duration: UNDO,
          content: (
            <>
              {parent
                ? t("movedUnder", { name: nameOf(department), parent: nameOf(parent) })
                : t("movedTop", { name: nameOf(department) })}{" "}
              <Button type="link" size="small" onClick={undo}>
                {t("undo")}
              </Button>
            </>
          ),
        });
      };
      void work();
    },
    [change, message, nameOf, t, textOf],
  );
}
