import { useMessages } from "@relaydesk/i18n";
import { DateField } from "@relaydesk/ui";
import { Button, Form, Select } from "antd";
import { Plus, X } from "lucide-react";
import { useAll } from "../api/records";
import type { Named, SkillLevel } from "../api/types";
import { messages } from "../messages";
import { useNameOf } from "../names";

const LEVELS = [1, 2, 3, 4, 5] as const;

/** The skills of an agent: which, how well, until when that is certified. */
export function SkillsField() {
  const t = useMessages(messages);
  const nameOf = useNameOf();
  const skills = useAll<Named>("skills").data ?? [];
  const chosen: SkillLevel[] = Form.useWatch("skills") ?? [];
  return (
    <fieldset className="pe-set">
      <legend>{t("skills")}</legend>
      <Form.List name="skills">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="pe-skill">
                <Form.Item
                  name={[name, "skill_id"]}
                  label={t("skill")}
                  rules={[{ required: true, message: t("needSkill") }]}
                >
                  <Select
                    showSearch={{ optionFilterProp: "label" }}
                    options={skills.map((skill) => ({
                      value: skill.id,
                      label: nameOf(skill),
                      disabled: chosen.some((one, at) => at !== name && one?.skill_id === skill.id),
                    }))}
                  />
                </Form.Item>
                <Form.Item name={[name, "level"]} label={t("level_")}>
                  <Select
                    options={LEVELS.map((value) => ({ value, label: `${value} ${t(`level_${value}`)}` }))}
                  />
                </Form.Item>
                <Form.Item name={[name, "valid_until"]} label={t("validUntil")}>
                  <DateField />
                </Form.Item>
                <Button
                  type="text"
                  aria-label={t("removeSkill")}
                  icon={<X size={15} aria-hidden />}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button
              type="dashed"
              size="small"
              icon={<Plus size={13} aria-hidden />}
              disabled={skills.length === 0 || fields.length >= skills.length}
              onClick={() => add({ level: 3, valid_until: null })}
            >
              {skills.length === 0 ? t("noSkillsYet") : t("addSkill")}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}
