import { PageHead } from "@relaydesk/admin-kit";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { ErrorState, Loading, useProblemText } from "@relaydesk/ui";
import { App, Select } from "antd";
import { useState } from "react";
import { KindsTable } from "./KindsTable";
import { messages } from "./roleMessages";
import { useRoleNotices, useRoleNoticesPatch, useRoles } from "./roles";
import "./notices.css";

/** What the holders of a role are told by default, until they choose themselves. */
export default function RoleNoticesPage() {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const textOf = useProblemText();
  const { message } = App.useApp();
  const roles = useRoles();
  const [chosen, setChosen] = useState("agent");
  const role = roles.data?.some((one) => one.key === chosen) ? chosen : roles.data?.[0]?.key;
  const { data, error, refetch } = useRoleNotices(role);
  const patch = useRoleNoticesPatch(role ?? "");
  const failed = roles.error ?? error;
  return (
    <div className="ad-page">
      <PageHead title={t("roleNotices")} hint={t("roleNoticesHint")} />
      <div className="ad-scroll nt-roles">
        <Select
          aria-label={t("role")}
          value={role}
          loading={roles.isPending}
          options={(roles.data ?? []).map((one) => ({
            value: one.key,
            label: locale === "en" ? one.name_en : one.name,
          }))}
          onChange={setChosen}
        />
        {failed && (
          <ErrorState error={failed} onRetry={() => void Promise.all([roles.refetch(), refetch()])} />
        )}
        {!data && !failed && <Loading rows={8} />}
        {data && (
          <KindsTable
            kinds={data.kinds}
            onChange={(key, channels) =>
              patch.mutate(
                { [key]: channels },
                { onError: (problem) => void message.error(t("notSaved") + textOf(problem), 6) },
              )
            }
          />
        )}
      </div>
    </div>
  );
}
