import { type Column, ListPage, useAdmin, usePages } from "@relaydesk/admin-kit";
import { useNow } from "@relaydesk/ui";
import { Button, Select } from "antd";
import { Plus, Users } from "lucide-react";
import { AccountDrawer } from "./AccountDrawer";
import { readAccounts, rightsKeys, useRoles } from "./api";
import { validityOf } from "./spans";
import type { Account } from "./types";
import { useWords } from "./useWords";
import "./rights.css";

/** Who can sign in, with which roles. The address's next part opens one, `new` makes one. */
export default function AccountsPage() {
  const { t, nameOf } = useWords();
  const { query, setQuery, segments, go, can } = useAdmin();
  const roles = useRoles().data ?? [];
  const filters = { q: query.q || undefined, role: query.role || undefined };
  const list = usePages<Account>([...rightsKeys.accounts, "list", filters], (cursor, signal) =>
    readAccounts(filters, cursor, signal),
  );
  const search = query.q || query.role ? `?${new URLSearchParams(query)}` : "";
  const chosen = segments[0] ?? null;
  const add = can("access.manage_accounts") && (
    <Button type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => go(`accounts/new${search}`)}>
      {t("newAccount")}
    </Button>
  );
  return (
    <>
      <ListPage<Account>
        title={t("accounts")}
        hint={t("accountsHint")}
        list={list}
        rowKey={(account) => account.id}
        rowTo={(account) => `accounts/${account.id}${search}`}
        searchHint={t("findAccount")}
        filterNames={["role"]}
        filters={
          <Select
            aria-label={t("role")}
            className="ri-filter"
            allowClear
            placeholder={t("role")}
            value={query.role || null}
            options={roles.map((role) => ({ value: role.key, label: nameOf(role) }))}
            onChange={(role: string | undefined) => setQuery({ role })}
          />
        }
        actions={add}
        columns={useColumns()}
        empty={{ icon: <Users size={40} aria-hidden />, title: t("noAccounts"), action: add }}
      />
      {chosen && <AccountDrawer key={chosen} id={chosen} onClose={() => go(`accounts${search}`)} />}
    </>
  );
}

function useColumns(): Column<Account>[] {
  const { t } = useWords();
  const state = (account: Account) => (
    <span className={account.active ? "ad-tag" : "ad-tag ri-over"}>
      {t(account.active ? "active" : "inactive")}
    </span>
  );
  return [
    {
      key: "name",
      title: t("person"),
      render: (account) => account.agent_name,
      sub: (account) => (
        <>
          {account.email} <RoleTags account={account} />
        </>
      ),
    },
    { key: "email", title: t("email"), wide: true, render: (account) => account.email },
    { key: "roles", title: t("rolesOf"), wide: true, render: (account) => <RoleTags account={account} /> },
    { key: "state", title: t("state"), render: state },
  ];
}

function RoleTags({ account }: { account: Account }) {
  const { t, nameOf } = useWords();
  const now = useNow();
  return (
    <span className="ri-tags">
      {account.roles.map((held) => {
        const over = validityOf(held, now) !== "now";
        return (
          <span key={held.key} className={over ? "ad-tag ri-over" : "ad-tag"}>
            {nameOf(held)}
            {validityOf(held, now) === "over" && ` · ${t("expired")}`}
          </span>
        );
      })}
    </span>
  );
}
