import { FormDrawer } from "@relaydesk/admin-kit";
import { DateField } from "@relaydesk/ui";
import { useQueryClient } from "@tanstack/react-query";
import { App, Form, Select } from "antd";
import { saveStandIn, useAgentRefs } from "./api";
import { dayOf, endOf, startOf } from "./spans";
import { useWords } from "./useWords";

interface Values {
  absent_agent_id?: string;
  deputy_agent_id: string;
  valid_from: string;
  valid_until: string;
}

/** Names a stand-in: for oneself, or for anybody. */
export function StandInDrawer({ own, onClose }: { own: boolean; onClose: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const { message } = App.useApp();
  const people = (useAgentRefs().data ?? []).map((one) => ({ value: one.id, label: one.name }));
  const need = [{ required: true, message: t("need") }];
  const save = async (values: Values) => {
    await saveStandIn(client, {
      ...values,
      valid_from: startOf(values.valid_from) ?? "",
      valid_until: endOf(values.valid_until) ?? "",
    });
    message.success(t("saved"));
    onClose();
  };
  const choice = <Select showSearch={{ optionFilterProp: "label" }} options={people} />;
  return (
    <FormDrawer<Values>
      title={t("newStandIn")}
      width={420}
      initial={{ valid_from: dayOf(new Date().toISOString()) }}
      onSave={save}
      onClose={onClose}
    >
      {!own && (
        <Form.Item name="absent_agent_id" label={t("absent")} rules={need}>
          {choice}
        </Form.Item>
      )}
      <Form.Item name="deputy_agent_id" label={t("deputy")} rules={need}>
        {choice}
      </Form.Item>
      <Form.Item name="valid_from" label={t("from")} rules={need}>
        <DateField />
      </Form.Item>
      <Form.Item
        name="valid_until"
        label={t("until")}
        dependencies={["valid_from"]}
        rules={[
          ...need,
          ({ getFieldValue }) => ({
            validator: (_rule, until: string) =>
              !until || until >= getFieldValue("valid_from")
                ? Promise.resolve()
                : Promise.reject(new Error(t("beforeFrom"))),
          }),
        ]}
      >
        <DateField />
      </Form.Item>
    </FormDrawer>
  );
}
