import { FormDrawer } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { Form, Input, Select } from "antd";
import { useIdentities } from "../api/contacts";
import { type ContactDetail, IDENTITY_KINDS, type IdentityKind } from "../api/types";
import { useProblemWords } from "../names";
import { messages } from "./messages";

interface Values {
  kind: IdentityKind;
  value: string;
}

/** Adds an address, a number or a chat id to a contact. */
export function IdentityForm({ contact, onClose }: { contact: ContactDetail; onClose: () => void }) {
  const t = useMessages(messages);
  const texts = useProblemWords();
  const { add } = useIdentities(contact);
  return (
    <FormDrawer<Values>
      title={t("addIdentity")}
      initial={{ kind: "email" }}
      onSave={async (values, attempt) => {
        await add({ ...values, value: values.value.trim() }, attempt);
        onClose();
      }}
      onClose={onClose}
      texts={texts}
      places={{ identity_taken: "value" }}
      width={400}
      saveText={t("add")}
    >
      <Form.Item name="kind" label={t("kind")}>
        <Select options={IDENTITY_KINDS.map((value) => ({ value, label: t(`kind_${value}`) }))} />
      </Form.Item>
      <Form.Item
        name="value"
        label={t("value")}
        rules={[{ required: true, whitespace: true, message: t("needValue") }]}
      >
        <Input maxLength={254} />
      </Form.Item>
    </FormDrawer>
  );
}
