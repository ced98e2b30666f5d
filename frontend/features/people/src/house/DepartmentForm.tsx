import { FormDrawer } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { Form } from "antd";
import { useRecords } from "../api/records";
import type { Department } from "../api/types";
import { AgentSelect } from "../fields/AgentSelect";
import { DepartmentSelect } from "../fields/DepartmentSelect";
import { NameFields } from "../fields/NameFields";
import { messages } from "../messages";
import { useNameOf, useProblemWords } from "../names";

type Values = Pick<Department, "name" | "name_en" | "parent_id" | "head_id" | "deputy_ids">;

interface FormProps {
  /** Without an id it is a new one. */
  department: Partial<Department>;
  onClose: () => void;
  readOnly: boolean;
}

export function DepartmentForm({ department, onClose, readOnly }: FormProps) {
  const t = useMessages(messages);
  const nameOf = useNameOf();
  const texts = useProblemWords();
  const { create, change } = useRecords<Department, Values>("departments");
  const known = department.id ? (department as Department) : null;
  const save = async (values: Values, attempt: string) => {
    const body = {
      ...values,
      name_en: values.name_en ?? "",
      parent_id: values.parent_id ?? null,
      head_id: values.head_id ?? null,
      deputy_ids: values.deputy_ids ?? [],
    };
    await (known ? change(known, body) : create(body, attempt));
    onClose();
  };
  return (
    <FormDrawer<Values>
      title={known ? nameOf(known) : t("newDepartment")}
      initial={department}
      onSave={save}
      onClose={onClose}
      readOnly={readOnly}
      texts={texts}
      places={{ department_exists: "name", department_cycle: "parent_id", too_deep: "parent_id" }}
    >
      <NameFields />
      <Form.Item name="parent_id" label={t("parent")}>
        <DepartmentSelect without={known?.id} placeholder={t("atTop")} />
      </Form.Item>
      <Form.Item name="head_id" label={t("head")} extra={t("headHint")}>
        <AgentSelect placeholder={t("nobody")} />
      </Form.Item>
      <Form.Item name="deputy_ids" label={t("deputies")} extra={t("deputiesHint")}>
        <AgentSelect many placeholder={t("nobody")} />
      </Form.Item>
    </FormDrawer>
  );
}
