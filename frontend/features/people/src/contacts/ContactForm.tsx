import { FormDrawer } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { Form, Input, Select } from "antd";
import { useRecords } from "../api/records";
import type { ContactDetail, IdentityKind } from "../api/types";
import { CompanySelect } from "../fields/CompanySelect";
import { LabelSelect } from "../fields/LabelSelect";
import { useProblemWords } from "../names";
import { messages } from "./messages";

interface Values {
  name: string;
  locale: string;
  company_id?: string | null;
  label?: string | null;
  email?: string;
  phone?: string;
}

interface Body {
  name: string;
  locale: string;
  company_id: string | null;
  label: string | null;
  identities?: { kind: IdentityKind; value: string }[];
}

interface FormProps {
  /** Without one it is a new contact. */
  contact: ContactDetail | null;
  onClose: () => void;
  onMade?: (contact: ContactDetail) => void;
}

/** The name, company and language of a contact; a new one has an address or a number as well. */
export function ContactForm({ contact, onClose, onMade }: FormProps) {
  const t = useMessages(messages);
  const texts = useProblemWords();
  const { create, change } = useRecords<ContactDetail, Body>("contacts");
  const save = async ({ email, phone, ...values }: Values, attempt: string) => {
    const body: Body = { ...values, company_id: values.company_id ?? null, label: values.label ?? null };
    if (contact) {
      await change(contact, body);
      return onClose();
    }
    const identities = [
      { kind: "email" as const, value: email?.trim() ?? "" },
      { kind: "phone" as const, value: phone?.trim() ?? "" },
    ].filter((one) => one.value);
    const made = await create({ ...body, identities }, attempt);
    onClose();
    onMade?.(made);
  };
  return (
    <FormDrawer<Values>
      title={contact ? contact.name || t("unnamed") : t("newContact")}
      initial={contact ? { ...contact, email: undefined, phone: undefined } : { locale: "zh" }}
      onSave={save}
      onClose={onClose}
      texts={texts}
      width={440}
    >
      <Form.Item
        name="name"
        label={t("name")}
        rules={[{ required: true, whitespace: true, message: t("needName") }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      {!contact && (
        <>
          <Form.Item
            name="email"
            label={t("kind_email")}
            rules={[
              { type: "email", message: t("needEmail") },
              ({ getFieldValue }) => ({
                validator: (_rule, email?: string) =>
                  email?.trim() || getFieldValue("phone")?.trim()
                    ? Promise.resolve()
                    : Promise.reject(new Error(t("needIdentity"))),
              }),
            ]}
          >
            <Input type="email" maxLength={254} />
          </Form.Item>
          <Form.Item name="phone" label={t("kind_phone")} extra={t("phoneHint")}>
            <Input type="tel" maxLength={40} />
          </Form.Item>
        </>
      )}
      <Form.Item name="company_id" label={t("company")}>
        <CompanySelect placeholder={t("noCompany")} />
      </Form.Item>
      <Form.Item name="label" label={t("label")} extra={t("labelHint")}>
        <LabelSelect placeholder={t("noLabel")} />
      </Form.Item>
      <Form.Item name="locale" label={t("language")} extra={t("languageHint")}>
        <Select
          options={[
            { value: "zh", label: "中文" },
            { value: "en", label: "English" },
          ]}
        />
      </Form.Item>
    </FormDrawer>
  );
}
