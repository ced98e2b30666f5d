import { useAdmin } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { Dialog, Loading } from "@relaydesk/ui";
import { Alert, App, Button } from "antd";
import { ArrowRightLeft } from "lucide-react";
import { useState } from "react";
import { useMerging, useOverview } from "../api/contacts";
import type { ContactDetail, Overview } from "../api/types";
import { ContactSelect } from "../fields/ContactSelect";
import { useRefusal } from "../names";
import { messages } from "./messages";

/** Merges two contacts who are one: shows both beforehand, and which of them stays. */
export function MergeDialog({ contact, onClose }: { contact: ContactDetail; onClose: () => void }) {
  const t = useMessages(messages);
  const textOf = useRefusal();
  const { go } = useAdmin();
  const { message } = App.useApp();
  const { merge } = useMerging();
  const [otherId, setOtherId] = useState<string | null>(null);
  const [swapped, setSwapped] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const own = useOverview(contact.id).data;
  const other = useOverview(otherId).data;
  const ready = own && other && other.contact.id === otherId;
  const [kept, gone] = swapped ? [other, own] : [own, other];
  const work = async () => {
    if (!kept || !gone) return;
    setBusy(true);
    setError(null);
    try {
      await merge(kept.contact, gone.contact.id);
      message.success(t("merged", { name: kept.contact.name || t("unnamed") }));
      onClose();
      if (swapped) go(`contacts/${kept.contact.id}`);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      width={640}
      title={t("mergeTitle", { name: contact.name || t("unnamed") })}
      okText={t("mergeVerb")}
      okButtonProps={{ disabled: !ready, loading: busy }}
      onOk={() => void work()}
      onClose={onClose}
    >
      <label htmlFor="merge-other">{t("mergeWith")}</label>
      <div className="pe-field">
        <ContactSelect id="merge-other" value={otherId} without={contact.id} onChange={setOtherId} />
      </div>
      {Boolean(error) && <Alert type="error" showIcon role="alert" title={t("notDone") + textOf(error)} />}
      {otherId && !ready && <Loading rows={3} />}
      {ready && kept && gone && (
        <>
          <div className="pe-merge">
            <Side overview={kept} title={t("stays")} />
            <Button
              type="text"
              aria-label={t("swap")}
              title={t("swap")}
              icon={<ArrowRightLeft size={16} aria-hidden />}
              onClick={() => setSwapped(!swapped)}
            />
            <Side overview={gone} title={t("goesIn")} />
          </div>
          <p className="ad-muted">
            {t("mergeText", {
              gone: gone.contact.name || t("unnamed"),
              kept: kept.contact.name || t("unnamed"),
              identities: gone.contact.identities.length,
              tickets: gone.tickets?.total ?? 0,
            })}
          </p>
        </>
      )}
    </Dialog>
  );
}

function Side({ overview, title }: { overview: Overview; title: string }) {
  const t = useMessages(messages);
  const { contact, company, tickets } = overview;
  return (
    <section className="pe-card">
      <h3>{title}</h3>
      <strong>{contact.name || t("unnamed")}</strong>
      <span className="ad-muted">{company?.name ?? t("noCompany")}</span>
      <ul>
        {contact.identities.map((one) => (
          <li key={one.id}>{one.value}</li>
        ))}
      </ul>
      {tickets && <span>{t("ticketCounts", { open: tickets.open, total: tickets.total })}</span>}
    </section>
  );
}
