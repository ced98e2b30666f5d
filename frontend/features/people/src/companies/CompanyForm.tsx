import { FormDrawer, useAdmin } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { DateField, useProblemText } from "@relaydesk/ui";
import { App, Button, Drawer, Form, Input, Select } from "antd";
import { useEffect } from "react";
import { useRecord, useRecords } from "../api/records";
import type { Company, Tier } from "../api/types";
import { DeleteButton } from "../fields/DeleteButton";
import { messages } from "../messages";
import { useProblemWords } from "../names";

type Values = Omit<Company, "id" | "version">;

const TIERS: Tier[] = ["standard", "important", "vip"];
const DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/i;

interface FormProps {
  id: string | undefined;
  readOnly: boolean;
  onClose: () => void;
}

export function CompanyForm({ id, readOnly, onClose }: FormProps) {
  const { data, error } = useRecord<Company>("companies", id);
  const textOf = useProblemText();
  const { message } = App.useApp();
  useEffect(() => {
    if (!error) return;
    message.error(textOf(error));
    onClose();
  }, [error, message, textOf, onClose]);
  if (id && !data) return <Drawer open loading title="…" onClose={onClose} />;
  return <Fields company={data ?? null} readOnly={readOnly} onClose={onClose} />;
}

function Fields({ company, readOnly, onClose }: { company: Company | null } & Omit<FormProps, "id">) {
  const t = useMessages(messages);
  const { go } = useAdmin();
  const texts = useProblemWords();
  const { create, change, remove } = useRecords<Company, Values>("companies");
  const save = async (values: Values, attempt: string) => {
    const body: Values = {
      ...values,
      domains: (values.domains ?? []).map((one) => one.trim().toLowerCase()),
      contract_from: values.contract_from || null,
      contract_until: values.contract_until || null,
    };
    await (company ? change(company, body) : create(body, attempt));
    onClose();
  };
  return (
    <FormDrawer<Values>
      title={company ? company.name : t("newCompany")}
      initial={company ?? { tier: "standard", domains: [] }}
      onSave={save}
      onClose={onClose}
      readOnly={readOnly}
      texts={texts}
      places={{ company_exists: "name", domain_taken: "domains" }}
      extra={
        company && (
          <>
            {!readOnly && (
              <DeleteButton
                name={company.name}
                consequence={t("deleteCompanyText")}
                work={() => remove(company)}
                onGone={onClose}
              />
            )}
            <Button type="text" onClick={() => go(`contacts?company=${company.id}`)}>
              {t("itsContacts")}
            </Button>
          </>
        )
      }
    >
      <Form.Item
        name="name"
        label={t("name")}
        rules={[{ required: true, whitespace: true, message: t("needName") }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="tier" label={t("tier")} extra={t("tierHint")}>
        <Select options={TIERS.map((value) => ({ value, label: t(`tier_${value}`) }))} />
      </Form.Item>
      <div className="pe-two">
        <Form.Item name="contract_from" label={t("contractFrom")}>
          <DateField />
        </Form.Item>
        <Form.Item
          name="contract_until"
          label={t("contractUntil")}
          dependencies={["contract_from"]}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_rule, until?: string) =>
                until && getFieldValue("contract_from") > until
                  ? Promise.reject(new Error(t("contractOrder")))
                  : Promise.resolve(),
            }),
          ]}
        >
          <DateField />
        </Form.Item>
      </div>
      <Form.Item
        name="domains"
        label={t("domains")}
        extra={t("domainsHint")}
        rules={[
          {
            validator: (_rule, domains: string[] = []) => {
              const bad = domains.find((one) => !DOMAIN.test(one.trim()));
              return bad ? Promise.reject(new Error(t("domainRule", { name: bad }))) : Promise.resolve();
            },
          },
        ]}
      >
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[" ", ",", "，", "、", ";"]} />
      </Form.Item>
    </FormDrawer>
  );
}
