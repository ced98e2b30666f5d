import { ListPage, useAdmin } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { useNow } from "@relaydesk/ui";
import { Button } from "antd";
import { Building2, Plus } from "lucide-react";
import { useState } from "react";
import { useRecordPages } from "../api/records";
import type { Company } from "../api/types";
import { messages } from "../messages";
import { validity } from "../model/days";
import "../people.css";
import { CompanyForm } from "./CompanyForm";

/** Whom contacts belong to, and on what terms. */
export default function CompaniesPage() {
  const t = useMessages(messages);
  const now = useNow();
  const { can, query, segments, go } = useAdmin();
  const [creating, setCreating] = useState(false);
  const list = useRecordPages<Company>("companies", { q: query.q });
  const writes = can("people.write_contacts") || can("people.manage");
  const opened = segments[0];
  const add = (
    <Button type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => setCreating(true)}>
      {t("newCompany")}
    </Button>
  );
  const back = new URLSearchParams(query).toString();
  const to = (place: string) => (back ? `${place}?${back}` : place);
  const contract = (row: Company) => {
    const state = validity(row.contract_until, now);
    if (!row.contract_from && !row.contract_until) return <span className="ad-muted">{t("noContract")}</span>;
    return (
      <span className={`pe-${state}`}>
        {row.contract_from ?? "…"} – {row.contract_until ?? t("open")}
        {state === "over" && ` · ${t("expired")}`}
        {state === "soon" && ` · ${t("endsSoon")}`}
      </span>
    );
  };
  return (
    <>
      <ListPage<Company>
        title={t("companies")}
        hint={t("companiesHint")}
        list={list}
        rowKey={(row) => row.id}
        rowTo={(row) => to(`companies/${row.id}`)}
        searchHint={t("findCompany")}
        actions={writes && add}
        empty={{
          icon: <Building2 size={40} aria-hidden />,
          title: t("noCompanies"),
          hint: t("noCompaniesHint"),
          action: writes && add,
        }}
        columns={[
          { key: "name", title: t("name"), render: (row) => row.name, sub: contract },
          {
            key: "tier",
            title: t("tier"),
            render: (row) => <span className={`ad-tag pe-tier-${row.tier}`}>{t(`tier_${row.tier}`)}</span>,
          },
          { key: "contract", title: t("contract"), wide: true, render: contract },
          {
            key: "domains",
            title: t("domains"),
            wide: true,
            render: (row) => <span className="ad-muted">{row.domains.join(t("comma"))}</span>,
          },
        ]}
      />
      {(creating || opened) && (
        <CompanyForm
          key={opened ?? "new"}
          id={opened}
          readOnly={!writes}
          onClose={() => {
            setCreating(false);
            if (opened) go(to("companies"));
          }}
        />
      )}
    </>
  );
}
