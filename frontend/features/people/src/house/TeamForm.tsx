import { FormDrawer } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { Form, Input } from "antd";
import { useRecords } from "../api/records";
import type { Team } from "../api/types";
import { AgentSelect } from "../fields/AgentSelect";
import { DeleteButton } from "../fields/DeleteButton";
import { DepartmentSelect } from "../fields/DepartmentSelect";
import { NameFields } from "../fields/NameFields";
import { messages } from "../messages";
import { useNameOf, useProblemWords } from "../names";

type Values = Pick<Team, "key" | "name" | "name_en" | "department_id" | "member_ids">;

interface FormProps {
  team: Partial<Team>;
  onClose: () => void;
  readOnly: boolean;
}

export function TeamForm({ team, onClose, readOnly }: FormProps) {
  const t = useMessages(messages);
  const nameOf = useNameOf();
  const texts = useProblemWords();
  const { create, change, remove } = useRecords<Team, Values>("teams");
  const known = team.id ? (team as Team) : null;
  const save = async ({ key, ...values }: Values, attempt: string) => {
    const body = {
      ...values,
      name_en: values.name_en ?? "",
      department_id: values.department_id ?? null,
      member_ids: values.member_ids ?? [],
    };
    await (known ? change(known, body) : create({ key: key.trim(), ...body }, attempt));
    onClose();
  };
  return (
    <FormDrawer<Values>
      title={known ? nameOf(known) : t("newTeam")}
      initial={team}
      onSave={save}
      onClose={onClose}
      readOnly={readOnly}
      texts={texts}
      places={{ team_exists: "key" }}
      extra={
        known &&
        !readOnly && (
          <DeleteButton
            name={nameOf(known)}
            consequence={t("deleteTeamText")}
            work={() => remove(known)}
            onGone={onClose}
          />
        )
      }
    >
      <NameFields />
      <Form.Item
        name="key"
        label={t("key")}
        extra={known ? t("keyFixed") : t("keyHint")}
        rules={[{ required: true, pattern: /^[a-z0-9][a-z0-9_-]*$/, message: t("keyRule") }]}
      >
        <Input maxLength={60} disabled={Boolean(known) || readOnly} />
      </Form.Item>
      <Form.Item name="department_id" label={t("department")}>
        <DepartmentSelect placeholder={t("noDepartment")} />
      </Form.Item>
      <Form.Item name="member_ids" label={t("members")}>
        <AgentSelect many placeholder={t("nobody")} />
      </Form.Item>
    </FormDrawer>
  );
}
