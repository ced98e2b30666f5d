import { useConfirm } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { App, Button, Dropdown, Modal } from "antd";
import { MoreHorizontal } from "lucide-react";
import { useState } from "react";
import { useRecords } from "../api/records";
import type { Department } from "../api/types";
import { DepartmentSelect } from "../fields/DepartmentSelect";
import { messages } from "../messages";
import { useNameOf, useRefusal } from "../names";
import type { Move } from "./useMove";

interface MenuProps {
  department: Department;
  departments: Department[];
  onOpen: (department: Department) => void;
  onCreate: (parent: string) => void;
  onMove: Move;
}

/** What one can do with a department; moving here is for those who do not drag. */
export function DepartmentMenu({ department, departments, onOpen, onCreate, onMove }: MenuProps) {
  const t = useMessages(messages);
  const nameOf = useNameOf();
  const textOf = useRefusal();
  const confirm = useConfirm();
  const { message } = App.useApp();
  const { remove } = useRecords<Department, Partial<Department>>("departments");
  const [moving, setMoving] = useState(false);
  const [target, setTarget] = useState<string | null>(null);
  const name = nameOf(department);
  const destroy = async () => {
    const sure = await confirm({
      title: t("deleteNamed", { name }),
      consequence: t("deleteDepartmentText"),
      verb: t("delete"),
    });
    if (!sure) return;
    try {
      await remove(department);
      message.success(t("deleted", { name }));
    } catch (error) {
      message.error(t("notDeleted") + textOf(error), 6);
    }
  };
  const act = {
    edit: () => onOpen(department),
    below: () => onCreate(department.id),
    move: () => {
      setTarget(department.parent_id);
      setMoving(true);
    },
    delete: () => void destroy(),
  };
  return (
    <>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            { key: "edit", label: t("edit") },
            { key: "below", label: t("newBelow") },
            { key: "move", label: t("moveTo") },
            { type: "divider" },
            { key: "delete", label: t("delete"), danger: true },
          ],
          onClick: ({ key, domEvent }) => {
            domEvent.stopPropagation();
            act[key as keyof typeof act]();
          },
        }}
      >
        <Button
          type="text"
          size="small"
          aria-label={t("actionsOf", { name })}
          icon={<MoreHorizontal size={16} aria-hidden />}
        />
      </Dropdown>
      <Modal
        open={moving}
        title={t("moveNamed", { name })}
        okText={t("move")}
        okButtonProps={{ disabled: target === department.parent_id }}
        onCancel={() => setMoving(false)}
        onOk={() => {
          setMoving(false);
          onMove(department, departments.find((one) => one.id === target) ?? null);
        }}
        destroyOnHidden
      >
        <label htmlFor="move-target">{t("parent")}</label>
        <div className="pe-field">
          <DepartmentSelect
            id="move-target"
            value={target}
            without={department.id}
            placeholder={t("atTop")}
            onChange={setTarget}
          />
        </div>
        <p className="ad-muted">{t("moveText")}</p>
      </Modal>
    </>
  );
}
