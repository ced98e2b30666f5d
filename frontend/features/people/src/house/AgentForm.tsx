import { FormDrawer } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { useProblemText } from "@relaydesk/ui";
import { App, Drawer, Form, Input, Select } from "antd";
import { useEffect } from "react";
import { useRecord, useRecords } from "../api/records";
import type { Agent, Presence } from "../api/types";
import { DepartmentSelect } from "../fields/DepartmentSelect";
import { NamedSelect } from "../fields/NamedSelect";
import { messages } from "../messages";
import { useProblemWords } from "../names";
import { AgentFoot } from "./AgentFoot";
import { PlaceFields } from "./PlaceFields";
import { SkillsField } from "./SkillsField";

export type AgentValues = Omit<Agent, "id" | "version" | "active">;

const PRESENCES: Presence[] = ["online", "busy", "away", "off"];
const NEW: Partial<AgentValues> = { locale: "zh", timezone: "Asia/Shanghai" };

interface FormProps {
  /** Without one it is a new agent. */
  id: string | undefined;
  readOnly: boolean;
  onClose: () => void;
}

/** One agent with everything that an administrator keeps of him. */
export function AgentForm({ id, readOnly, onClose }: FormProps) {
  const { data, error } = useRecord<Agent>("agents", id);
  const textOf = useProblemText();
  const { message } = App.useApp();
  useEffect(() => {
    if (!error) return;
    message.error(textOf(error));
    onClose();
  }, [error, message, textOf, onClose]);
  if (id && !data) return <Drawer open loading title="…" onClose={onClose} size={560 as never} />;
  return <Fields agent={data ?? null} readOnly={readOnly} onClose={onClose} />;
}

function Fields({ agent, readOnly, onClose }: { agent: Agent | null } & Omit<FormProps, "id">) {
  const t = useMessages(messages);
  const texts = useProblemWords();
  const { create, change } = useRecords<Agent, AgentValues>("agents");
  const save = async (values: AgentValues, attempt: string) => {
    const { place, ...rest } = values;
    const empty = !place?.address?.trim() && place?.lat == null && place?.lon == null;
    const body: AgentValues = {
      ...rest,
      department_id: rest.department_id ?? null,
      team_ids: rest.team_ids ?? [],
      post_ids: rest.post_ids ?? [],
      skills: (rest.skills ?? []).map((skill) => ({ ...skill, valid_until: skill.valid_until || null })),
      place: empty
        ? null
        : { lat: place?.lat ?? null, lon: place?.lon ?? null, address: place?.address ?? "" },
    };
    await (agent ? change(agent, body) : create(body, attempt));
    onClose();
  };
  return (
    <FormDrawer<AgentValues>
      title={agent ? agent.name : t("newAgent")}
      initial={agent ?? NEW}
      onSave={save}
      onClose={onClose}
      readOnly={readOnly}
      texts={texts}
      places={{ agent_exists: "email" }}
      width={600}
      extra={agent && !readOnly && <AgentFoot agent={agent} onDone={onClose} />}
    >
      <div className="pe-two">
        <Form.Item
          name="name"
          label={t("personName")}
          rules={[{ required: true, whitespace: true, message: t("needPersonName") }]}
        >
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item
          name="email"
          label={t("email")}
          rules={[{ required: true, type: "email", message: t("needEmail") }]}
        >
          <Input type="email" maxLength={254} />
        </Form.Item>
        <Form.Item name="department_id" label={t("department")}>
          <DepartmentSelect placeholder={t("noDepartment")} />
        </Form.Item>
        <Form.Item name="team_ids" label={t("teams")}>
          <NamedSelect kind="teams" placeholder={t("noneChosen")} />
        </Form.Item>
        <Form.Item name="post_ids" label={t("posts")}>
          <NamedSelect kind="posts" placeholder={t("noneChosen")} />
        </Form.Item>
        {agent && (
          <Form.Item name="presence" label={t("presence")} extra={t("presenceHint")}>
            <Select options={PRESENCES.map((value) => ({ value, label: t(`presence_${value}`) }))} />
          </Form.Item>
        )}
      </div>
      <SkillsField />
      <PlaceFields />
      <div className="pe-two">
        <Form.Item name="locale" label={t("language")}>
          <Select
            options={[
              { value: "zh", label: "中文" },
              { value: "en", label: "English" },
            ]}
          />
        </Form.Item>
        <Form.Item name="timezone" label={t("timezone")}>
          <Select showSearch options={ZONES.map((value) => ({ value, label: value }))} />
        </Form.Item>
      </div>
    </FormDrawer>
  );
}

const ZONES = Intl.supportedValuesOf("timeZone");
