import { useMessages } from "@relaydesk/i18n";
import { Form, Input } from "antd";
import { messages } from "../messages";

/** The name of something of the house, in Chinese and in English. */
export function NameFields() {
  const t = useMessages(messages);
  return (
    <>
      <Form.Item
        name="name"
        label={t("name")}
        rules={[{ required: true, whitespace: true, message: t("needName") }]}
      >
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="name_en" label={t("nameEn")}>
        <Input maxLength={120} />
      </Form.Item>
    </>
  );
}
