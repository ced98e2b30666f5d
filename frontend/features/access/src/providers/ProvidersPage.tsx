import { ListTable, PageHead, useAdmin } from "@relaydesk/admin-kit";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { EmptyState, ErrorState, Loading } from "@relaydesk/ui";
import { Button, Dropdown } from "antd";
import { IdCard, Plus } from "lucide-react";
import { type Provider, useProviders } from "./api";
import { KINDS, type Kind } from "./fields";
import { messages } from "./messages";
import { ProviderDrawer } from "./ProviderDrawer";
import "../rights/rights.css";
import "./providers.css";

/** By whom people may prove who they are. The address's next part opens one, `new-oidc` makes one. */
export default function ProvidersPage() {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const { segments, go } = useAdmin();
  const { data, error, refetch } = useProviders();
  const chosen = segments[0] ?? null;
  const made = KINDS.find((kind) => chosen === `new-${kind}`) ?? null;
  const open = data?.find((one) => one.id === chosen) ?? null;
  const close = () => go("identity-providers");
  const add = (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: KINDS.map((kind) => ({ key: kind, label: t(`kind_${kind}`) })),
        onClick: ({ key }) => go(`identity-providers/new-${key}`),
      }}
    >
      <Button type="primary" icon={<Plus size={14} aria-hidden />}>
        {t("newProvider")}
      </Button>
    </Dropdown>
  );
  return (
    <div className="ad-page">
      <PageHead title={t("providers")} hint={t("providersHint")} actions={add} />
      <div className="ad-scroll">
        {error && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Loading rows={4} />}
        {data?.length === 0 && (
          <EmptyState
            icon={<IdCard size={40} aria-hidden />}
            title={t("noProviders")}
            hint={t("noProvidersHint")}
          />
        )}
        {data && data.length > 0 && (
          <ListTable<Provider>
            label={t("providers")}
            rows={data}
            rowKey={(one) => one.id}
            rowTo={(one) => `identity-providers/${one.id}`}
            columns={[
              {
                key: "name",
                title: t("name"),
                render: (one) => (locale === "en" ? one.name_en || one.name : one.name),
              },
              { key: "kind", title: t("kind"), render: (one) => t(`kind_${one.kind as Kind}`) },
              {
                key: "state",
                title: t("state"),
                render: (one) => <span className="ad-tag">{t(one.enabled ? "enabled" : "disabled")}</span>,
              },
            ]}
          />
        )}
      </div>
      {made && <ProviderDrawer key={made} kind={made} provider={null} onClose={close} />}
      {open && (
        <ProviderDrawer
          key={`${open.id}${open.version}`}
          kind={open.kind as Kind}
          provider={open}
          onClose={close}
        />
      )}
    </div>
  );
}
