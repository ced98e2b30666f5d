import { useMessages } from "@relaydesk/i18n";
import { Form, Input, InputNumber, Select, Switch } from "antd";
import type { ReactNode } from "react";
import type { FORMS, Kind } from "./fields";
import { choiceKey, messages } from "./messages";

type Field = (typeof FORMS)[Kind]["basic"][number];

/** One setting of a provider, entered as its kind wants. A secret is written, never read. */
export function SettingField({ field, isSet }: { field: Field; isSet: boolean }) {
  const t = useMessages(messages);
  const secret = field.as === "secret";
  return (
    <Form.Item
      name={["settings", field.name]}
      label={t(field.label)}
      extra={secret ? t(isSet ? "secretSet" : "secretUnset") : field.hint && t(field.hint)}
      valuePropName={field.as === "switch" ? "checked" : "value"}
      rules={field.required ? [{ required: true, message: t("need") }] : []}
    >
      {useControl(field)}
    </Form.Item>
  );
}

function useControl(field: Field): ReactNode {
  const t = useMessages(messages);
  switch (field.as) {
    case "secret":
      return <Input.Password autoComplete="new-password" visibilityToggle />;
    case "number":
      return <InputNumber precision={0} min={0} />;
    case "switch":
      return <Switch />;
    case "lines":
      return <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[",", "，", " ", ";"]} />;
    case "area":
      return <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} spellCheck={false} />;
    case "certificates":
      return <Input.TextArea autoSize={{ minRows: 4, maxRows: 10 }} spellCheck={false} />;
    case "choice":
      return (
        <Select
          options={(field.choices ?? []).map((one) => {
            const key = choiceKey(one);
            return { value: one, label: key ? t(key) : one };
          })}
        />
      );
    default:
      return <Input spellCheck={false} autoComplete="off" />;
  }
}
