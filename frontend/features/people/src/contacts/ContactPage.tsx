import { AdminLink, PageHead, useAdmin } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { Avatar, ErrorState, Loading, useShortcut } from "@relaydesk/ui";
import { Alert, Button } from "antd";
import { Lock, Merge, Pencil, Ticket } from "lucide-react";
import { useState } from "react";
import { useOverview } from "../api/contacts";
import type { Overview } from "../api/types";
import { LabelName } from "../fields/LabelSelect";
import { CompanyCard } from "./CompanyCard";
import { ContactForm } from "./ContactForm";
import { IdentityCard } from "./IdentityCard";
import { MergeDialog } from "./MergeDialog";
import { MergedCard } from "./MergedCard";
import { messages } from "./messages";
import { TicketsCard } from "./TicketsCard";
import { TimelineCard } from "./TimelineCard";

/** One contact from all sides: identities, company, tickets, what happened. */
export function ContactPage({ id }: { id: string }) {
  const { data, error, refetch } = useOverview(id);
  if (data) return <Sides overview={data} />;
  return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading rows={8} />;
}

function Sides({ overview }: { overview: Overview }) {
  const t = useMessages(messages);
  const { go, ticketsOfRequester } = useAdmin();
  const [open, setOpen] = useState<"edit" | "merge" | null>(null);
  const { contact, company, colleagues, tickets, timeline } = overview;
  useShortcut("back", () => go("contacts"));
  const close = () => setOpen(null);
  return (
    <div className="ad-page">
      <PageHead
        title={
          <span className="pe-title">
            <Avatar name={contact.name} size={34} />
            <span>
              <AdminLink to="contacts" className="pe-up">
                {t("contacts")}
              </AdminLink>
              {contact.name || t("unnamed")}
              {contact.label && (
                <span className="ad-tag">
                  <Lock size={11} aria-hidden /> <LabelName of={contact.label} />
                </span>
              )}
            </span>
          </span>
        }
        actions={
          <>
            {tickets && (
              <Button icon={<Ticket size={14} aria-hidden />} onClick={() => ticketsOfRequester(contact.id)}>
                {t("allTickets")}
              </Button>
            )}
            {contact.can.merge && (
              <Button icon={<Merge size={14} aria-hidden />} onClick={() => setOpen("merge")}>
                {t("merge")}
              </Button>
            )}
            {contact.can.edit && (
              <Button type="primary" icon={<Pencil size={14} aria-hidden />} onClick={() => setOpen("edit")}>
                {t("edit")}
              </Button>
            )}
          </>
        }
      />
      <div className="ad-scroll pe-sides">
        {contact.merged_into && (
          <Alert
            className="pe-whole"
            type="info"
            showIcon
            title={
              <>
                {t("mergedInto")}{" "}
                <AdminLink to={`contacts/${contact.merged_into}`}>{t("openKept")}</AdminLink>
              </>
            }
          />
        )}
        <div className="pe-side">
          <IdentityCard contact={contact} />
          <CompanyCard contact={contact} company={company} colleagues={colleagues} />
          <MergedCard contact={contact} />
        </div>
        <div className="pe-side">
          {tickets && <TicketsCard tickets={tickets} />}
          <TimelineCard facts={timeline} />
        </div>
      </div>
      {open === "edit" && <ContactForm contact={contact} onClose={close} />}
      {open === "merge" && <MergeDialog contact={contact} onClose={close} />}
    </div>
  );
}
