import { useMessages } from "@relaydesk/i18n";
import { Button } from "antd";
import { BadgeCheck, Mail, MessageCircle, Phone, Plus } from "lucide-react";
import { useState } from "react";
import type { ContactDetail, Identity, IdentityKind } from "../api/types";
import { IdentityForm } from "./IdentityForm";
import { IdentityMenu } from "./IdentityMenu";
import { messages } from "./messages";

const SCHEMES: Partial<Record<IdentityKind, string>> = { email: "mailto:", phone: "tel:" };

/** By what a contact is known; one who writes from any of these is this contact. */
export function IdentityCard({ contact }: { contact: ContactDetail }) {
  const t = useMessages(messages);
  const [adding, setAdding] = useState(false);
  return (
    <section className="pe-card" aria-labelledby="pe-identities">
      <header>
        <h2 id="pe-identities">{t("identities")}</h2>
        {contact.can.edit && (
          <Button
            size="small"
            type="text"
            icon={<Plus size={14} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t("add")}
          </Button>
        )}
      </header>
      <ul className="pe-identities">
        {contact.identities.map((identity) => (
          <li key={identity.id}>
            <KindIcon kind={identity.kind} />
            <span className="pe-identity">
              <Value identity={identity} />
              <small>
                {t(`kind_${identity.kind}`)}
                {identity.first && ` · ${t("first")}`}
                {identity.verified ? (
                  <span className="pe-verified" title={t("verifiedHint")}>
                    <BadgeCheck size={13} aria-hidden /> {t("verified")}
                  </span>
                ) : (
                  <span title={t("unverifiedHint")}>· {t("unverified")}</span>
                )}
              </small>
            </span>
            {contact.can.edit && <IdentityMenu contact={contact} identity={identity} />}
          </li>
        ))}
      </ul>
      {contact.identities.length === 0 && <p className="ad-muted">{t("noIdentities")}</p>}
      {adding && <IdentityForm contact={contact} onClose={() => setAdding(false)} />}
    </section>
  );
}

function Value({ identity }: { identity: Identity }) {
  const scheme = identity.masked ? undefined : SCHEMES[identity.kind];
  return scheme ? <a href={scheme + identity.value}>{identity.value}</a> : <span>{identity.value}</span>;
}

function KindIcon({ kind }: { kind: IdentityKind }) {
  const Icon = kind === "email" ? Mail : kind === "phone" ? Phone : MessageCircle;
  return <Icon size={15} aria-hidden className="ad-muted" />;
}
