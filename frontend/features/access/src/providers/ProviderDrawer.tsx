import { FormDrawer, useAdmin, useConfirm } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { useProblemText } from "@relaydesk/ui";
import { App, Button, Form, Input, Switch } from "antd";
import { Addresses } from "./Addresses";
import { type Provider, type ProviderBody, useProviderActs } from "./api";
import { bodyOf, enteredOf, FORMS, type Kind } from "./fields";
import { Mapping } from "./Mapping";
import { messages } from "./messages";
import { ScimTokens } from "./ScimTokens";
import { SettingField } from "./SettingField";
import { TestPanel } from "./TestPanel";

interface DrawerProps {
  kind: Kind;
  provider: Provider | null;
  onClose: () => void;
}

interface Values {
  name: string;
  name_en?: string;
  enabled?: boolean;
  settings: Record<string, unknown>;
  creates_accounts?: boolean;
  default_role?: string;
  role_map?: { group: string; role: string }[];
  team_map?: { group: string; team_id: string }[];
}

/** One identity provider: its settings, what to enter on its side, a test, and its SCIM tokens. */
export function ProviderDrawer({ kind, provider, onClose }: DrawerProps) {
  const t = useMessages(messages);
  const { go } = useAdmin();
  const textOf = useProblemText();
  const { message } = App.useApp();
  const confirm = useConfirm();
  const acts = useProviderActs();
  const form = FORMS[kind];
  const save = async ({ settings, ...values }: Values) => {
    const body = { ...values, ...bodyOf(kind, settings) } as ProviderBody;
    const saved = await acts.save(provider, kind, body);
    message.success(t("saved"));
    // A new one stays open: its addresses are what the other side needs next.
    if (provider) onClose();
    else go(`identity-providers/${saved.id}`);
  };
  const remove = async () => {
    if (!provider) return;
    const title = t("deleteTitle", { name: provider.name });
    if (!(await confirm({ title, consequence: t("deleteText"), verb: t("delete") }))) return;
    try {
      await acts.remove(provider);
      onClose();
    } catch (error) {
      message.error(textOf(error), 6);
    }
  };
  const initial: Partial<Values> = provider
    ? {
        ...provider,
        role_map: provider.role_map.map(({ group, role }) => ({ group, role })),
        settings: enteredOf(kind, provider.settings as Record<string, unknown>),
      }
    : { settings: enteredOf(kind, {}), default_role: "agent", creates_accounts: false, enabled: false };
  const secrets = new Set(provider?.secrets_set);
  return (
    <FormDrawer<Values>
      title={provider ? provider.name : `${t("newProvider")} · ${t(`kind_${kind}`)}`}
      width={640}
      initial={pick(initial)}
      onSave={save}
      onClose={onClose}
      extra={
        provider && (
          <Button
            danger
            disabled={provider.enabled}
            title={provider.enabled ? t("offFirst") : undefined}
            onClick={() => void remove()}
          >
            {t("delete")}
          </Button>
        )
      }
    >
      {provider && <Addresses addresses={provider.addresses} />}
      <h3 className="pv-part">{t("basics")}</h3>
      <Form.Item
        name="name"
        label={t("name")}
        extra={t("nameHint")}
        rules={[{ required: true, message: t("need") }]}
      >
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="name_en" label={t("nameEn")}>
        <Input maxLength={120} />
      </Form.Item>
      {form.basic.map((field) => (
        <SettingField key={field.name} field={field} isSet={secrets.has(field.name)} />
      ))}
      <Form.Item name="enabled" label={t("enabled")} valuePropName="checked" extra={t("enabledHint")}>
        <Switch />
      </Form.Item>
      <h3 className="pv-part">{t("people")}</h3>
      <Mapping />
      <details className="pv-more">
        <summary>{t("advanced")}</summary>
        {form.advanced.map((field) => (
          <SettingField key={field.name} field={field} isSet={false} />
        ))}
      </details>
      {provider && <TestPanel provider={provider} />}
      {provider && <ScimTokens provider={provider} />}
    </FormDrawer>
  );
}

/** What the form has fields for, and nothing else of what the server told. */
function pick(values: Partial<Values>): Partial<Values> {
  const { name, name_en, enabled, settings, creates_accounts, default_role, role_map, team_map } = values;
  return Object.fromEntries(
    Object.entries({
      name,
      name_en,
      enabled,
      settings,
      creates_accounts,
      default_role,
      role_map,
      team_map,
    }).filter(([, value]) => value !== undefined),
  );
}
