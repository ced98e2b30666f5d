import { AdminLink } from "@relaydesk/admin-kit";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { dayLabel, useNow } from "@relaydesk/ui";
import type { ContactDetail, Overview } from "../api/types";
import { messages as house } from "../messages";
import { messages } from "./messages";

type CardProps = Pick<Overview, "contact" | "company" | "colleagues">;

/** Whom the contact belongs to, on what terms, and who else asks from there. */
export function CompanyCard({ contact, company, colleagues }: CardProps) {
  const t = useMessages(messages);
  return (
    <section className="pe-card" aria-labelledby="pe-about">
      <header>
        <h2 id="pe-about">{t("about")}</h2>
      </header>
      <dl className="pe-facts">
        <dt>{t("company")}</dt>
        <dd>{company ? <Company company={company} /> : t("noCompany")}</dd>
        {colleagues.length > 0 && (
          <>
            <dt>{t("colleagues")}</dt>
            <dd className="pe-names">
              {colleagues.map((one) => (
                <AdminLink key={one.id} to={`contacts/${one.id}`}>
                  {one.name || t("unnamed")}
                </AdminLink>
              ))}
            </dd>
          </>
        )}
        <dt>{t("language")}</dt>
        <dd>{contact.locale === "en" ? "English" : "中文"}</dd>
        <Since contact={contact} />
      </dl>
    </section>
  );
}

function Company({ company }: { company: NonNullable<Overview["company"]> }) {
  const t = useMessages(messages);
  const h = useMessages(house);
  const contract =
    company.contract in CONTRACTS ? CONTRACTS[company.contract as keyof typeof CONTRACTS] : null;
  return (
    <>
      <AdminLink to={`companies/${company.id}`}>{company.name}</AdminLink>{" "}
      <span className={`ad-tag pe-tier-${company.tier}`}>{h(`tier_${company.tier}`)}</span>
      {contract && (
        <div className={company.contract === "ended" ? "pe-over" : "ad-muted"}>
          {t(contract)}
          {` ${company.contract_from ?? "…"} – ${company.contract_until ?? h("open")}`}
        </div>
      )}
    </>
  );
}

const CONTRACTS = {
  running: "contract_running",
  ended: "contract_ended",
  not_yet: "contract_not_yet",
} as const;

function Since({ contact }: { contact: ContactDetail }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  return (
    <>
      <dt>{t("since")}</dt>
      <dd>{dayLabel(contact.created_at, locale, now)}</dd>
    </>
  );
}
