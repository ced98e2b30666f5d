import { FormDrawer, useAdmin } from "@relaydesk/admin-kit";
import { ErrorState, Loading, useProblemText } from "@relaydesk/ui";
import { useQueryClient } from "@tanstack/react-query";
import { App, Checkbox, Drawer, Form, Input, Select, Switch } from "antd";
import { AccountActs } from "./AccountActs";
import { type AccountIn, saveAccount, useAccount, useAgentRefs, useInvite } from "./api";
import { HeldRoles } from "./HeldRoles";
import type { Account } from "./types";
import { useWords } from "./useWords";

interface DrawerProps {
  id: string;
  onClose: () => void;
}

/** One account: made here, changed here. */
export function AccountDrawer({ id, onClose }: DrawerProps) {
  const { data, error, refetch } = useAccount(id === "new" ? null : id);
  if (id === "new") return <AccountForm account={null} onClose={onClose} />;
  if (data) return <AccountForm key={JSON.stringify(data.roles)} account={data} onClose={onClose} />;
  return (
    <Drawer open size="min(560px, 100%)" onClose={onClose}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading rows={6} />}
    </Drawer>
  );
}

interface Values extends AccountIn {
  invite?: boolean;
}

function AccountForm({ account, onClose }: { account: Account | null; onClose: () => void }) {
  const { t } = useWords();
  const { can } = useAdmin();
  const client = useQueryClient();
  const textOf = useProblemText();
  const { message } = App.useApp();
  const invite = useInvite();
  const ordinary = account ? account.can.grant === true : can("access.manage_accounts");
  const privileged = account ? account.can.grant_privileged === true : can("access.grant_privileged");
  const readOnly = account !== null && !ordinary && !privileged && !account.can.switch;
  const save = async ({ invite: invited, ...values }: Values) => {
    const saved = await saveAccount(client, { ...values, roles: values.roles ?? [] }, account);
    message.success(t("saved"));
    onClose();
    if (invited)
      invite.mutate(saved.id, {
        onSuccess: () => message.success(t("invited", { email: saved.email })),
        onError: (error) => message.error(textOf(error), 6),
      });
  };
  const initial: Partial<Values> = account
    ? { email: account.email, active: account.active, roles: account.roles }
    : { active: true, roles: [{ key: "agent", valid_from: null, valid_until: null }], invite: true };
  return (
    <FormDrawer<Values>
      title={account ? account.agent_name : t("newAccount")}
      width={560}
      initial={initial}
      readOnly={readOnly}
      texts={{ administrations_exclude_each_other: t("excludes"), account_exists: t("accountExists") }}
      onSave={save}
      onClose={onClose}
    >
      {account && <AccountActs account={account} />}
      {!account && <PersonField />}
      <Form.Item
        name="email"
        label={t("email")}
        rules={[{ required: true, type: "email", message: t("need") }]}
      >
        <Input type="email" autoComplete="off" disabled={account !== null} />
      </Form.Item>
      <Form.Item name="roles" label={t("rolesOf")}>
        <HeldRoles privileged={privileged} ordinary={ordinary} readOnly={readOnly} />
      </Form.Item>
      {account && (
        <Form.Item name="active" label={t("active")} valuePropName="checked" extra={t("activeHint")}>
          <Switch disabled={!account.can.switch} />
        </Form.Item>
      )}
      {!account && (
        <Form.Item name="invite" valuePropName="checked">
          <Checkbox>{t("inviteNow")}</Checkbox>
        </Form.Item>
      )}
    </FormDrawer>
  );
}

/** The agent for whom the account is; the address follows him. */
function PersonField() {
  const { t } = useWords();
  const form = Form.useFormInstance<Values>();
  const agents = useAgentRefs().data ?? [];
  return (
    <Form.Item
      name="agent_id"
      label={t("person")}
      extra={t("personHint")}
      rules={[{ required: true, message: t("need") }]}
    >
      <Select
        showSearch={{ optionFilterProp: "label" }}
        options={agents.map((one) => ({ value: one.id, label: `${one.name} · ${one.email}` }))}
        onChange={(id: string) => {
          const email = agents.find((one) => one.id === id)?.email;
          if (email) form.setFieldValue("email", email);
        }}
      />
    </Form.Item>
  );
}
