import { ListTable, PageHead, useAdmin } from "@relaydesk/admin-kit";
import { ErrorState, Loading } from "@relaydesk/ui";
import { Button } from "antd";
import { Plus, ShieldCheck } from "lucide-react";
import { useRoles } from "./api";
import { RoleEditor } from "./RoleEditor";
import type { Role } from "./types";
import { useWords } from "./useWords";
import "./rights.css";

/** All roles; the address's next part opens one, `new` makes one. */
export default function RolesPage() {
  const { segments } = useAdmin();
  const chosen = segments[0];
  return chosen ? <RoleEditor key={chosen} roleKey={chosen} /> : <RoleList />;
}

function RoleList() {
  const { t, nameOf, word } = useWords();
  const { can, go } = useAdmin();
  const { data, error, refetch } = useRoles();
  const mayMake = can("access.manage_roles") || can("access.grant_privileged");
  return (
    <div className="ad-page">
      <PageHead
        title={t("roles")}
        hint={t("rolesHint")}
        actions={
          mayMake && (
            <Button type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => go("roles/new")}>
              {t("newRole")}
            </Button>
          )
        }
      />
      <div className="ad-scroll">
        {error && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Loading rows={8} />}
        {data && (
          <ListTable<Role>
            label={t("roles")}
            rows={data}
            rowKey={(role) => role.key}
            rowTo={(role) => `roles/${role.key}`}
            columns={[
              {
                key: "name",
                title: t("roleName"),
                render: (role) => nameOf(role),
                sub: (role) => word("realm", role.realm),
              },
              {
                key: "realm",
                title: t("permission"),
                wide: true,
                render: (role) => (
                  <>
                    {word("realm", role.realm)} · {t("grantsCount", { n: Object.keys(role.grants).length })}
                  </>
                ),
              },
              {
                key: "second",
                title: t("secondFactor"),
                wide: true,
                render: (role) =>
                  role.second_factor && <ShieldCheck size={16} role="img" aria-label={t("secondFactor")} />,
              },
              {
                key: "holders",
                title: t("holders"),
                align: "end",
                wide: true,
                render: (role) => role.holders,
              },
              {
                key: "built",
                title: t("state"),
                render: (role) => role.built_in && <span className="ad-tag">{t("builtIn")}</span>,
              },
            ]}
          />
        )}
      </div>
    </div>
  );
}
