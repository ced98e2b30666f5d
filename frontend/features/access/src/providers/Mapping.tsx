import { call } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { useQuery } from "@tanstack/react-query";
import { Button, Form, Input, Select, Switch } from "antd";
import { Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useRoles } from "../rights/api";
import { messages } from "./messages";

interface TeamRef {
  id: string;
  name: string;
  name_en?: string | null;
}

/** Who of the provider gets an account here, and which groups give which roles and teams. */
export function Mapping() {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const named = (one: { name: string; name_en?: string | null }) =>
    locale === "en" ? one.name_en || one.name : one.name;
  const known = useRoles();
  const role = {
    showSearch: { optionFilterProp: "label" },
    loading: known.isPending,
    options: (known.data ?? []).map((one) => ({ value: one.key, label: named(one) })),
  };
  const teams = useQuery({
    queryKey: ["access", "teams"],
    queryFn: async () => (await call<{ items: TeamRef[] }>("GET", "/api/v1/teams")).items,
  });
  return (
    <>
      <Form.Item name="creates_accounts" label={t("createsAccounts")} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="default_role" label={t("defaultRole")}>
        <Select {...role} />
      </Form.Item>
      <Lines name="role_map" label={t("roleMap")} target="role" hint={t("privilegedRoles")}>
        <Select {...role} aria-label={t("role")} placeholder={t("role")} />
      </Lines>
      <Lines name="team_map" label={t("teamMap")} target="team_id">
        <Select
          aria-label={t("team")}
          placeholder={t("team")}
          showSearch={{ optionFilterProp: "label" }}
          options={(teams.data ?? []).map((one) => ({ value: one.id, label: named(one) }))}
        />
      </Lines>
    </>
  );
}

interface LinesProps {
  name: string;
  label: string;
  target: string;
  hint?: string;
  children: ReactNode;
}

function Lines({ name, label, target, hint, children }: LinesProps) {
  const t = useMessages(messages);
  const need = [{ required: true, message: t("need") }];
  return (
    <Form.Item label={label} extra={hint}>
      <Form.List name={name}>
        {(rows, { add, remove }) => (
          <>
            <ul className="pv-map">
              {rows.map((row) => (
                <li key={row.key}>
                  <Form.Item name={[row.name, "group"]} rules={need} noStyle>
                    <Input aria-label={t("group")} placeholder={t("group")} />
                  </Form.Item>
                  <Form.Item name={[row.name, target]} rules={need} noStyle>
                    {children}
                  </Form.Item>
                  <Button
                    type="text"
                    aria-label={t("remove")}
                    icon={<Trash2 size={14} aria-hidden />}
                    onClick={() => remove(row.name)}
                  />
                </li>
              ))}
            </ul>
            <Button size="small" onClick={() => add({})}>
              {t("addLine")}
            </Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}
