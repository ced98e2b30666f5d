import { ListPage, useAdmin } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { Avatar } from "@relaydesk/ui";
import { Button } from "antd";
import { Contact as ContactIcon, Plus } from "lucide-react";
import { useState } from "react";
import { useRecordPages } from "../api/records";
import type { ContactRow } from "../api/types";
import { CompanySelect } from "../fields/CompanySelect";
import { ContactForm } from "./ContactForm";
import { messages } from "./messages";

/** The contacts, found by the beginning of a name, address or number. */
export function ContactList() {
  const t = useMessages(messages);
  const { can, query, setQuery, go } = useAdmin();
  const [creating, setCreating] = useState(false);
  const list = useRecordPages<ContactRow>("contacts", { q: query.q, company: query.company });
  const writes = can("people.write_contacts");
  const add = (
    <Button type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => setCreating(true)}>
      {t("newContact")}
    </Button>
  );
  return (
    <>
      <ListPage<ContactRow>
        title={t("contacts")}
        hint={t("contactsHint")}
        list={list}
        rowKey={(row) => row.id}
        rowTo={(row) => `contacts/${row.id}`}
        searchHint={t("findContact")}
        filterNames={["company"]}
        filters={
          <div className="pe-filter">
            <label className="rd-hidden" htmlFor="contacts-company">
              {t("company")}
            </label>
            <CompanySelect
              id="contacts-company"
              value={query.company}
              placeholder={t("allCompanies")}
              onChange={(company) => setQuery({ company: company ?? undefined })}
            />
          </div>
        }
        actions={writes && add}
        empty={{
          icon: <ContactIcon size={40} aria-hidden />,
          title: t("noContacts"),
          hint: t("noContactsHint"),
          action: writes && add,
        }}
        columns={[
          {
            key: "name",
            title: t("name"),
            render: (row) => (
              <>
                <Avatar name={row.name} /> {row.name || t("unnamed")}
              </>
            ),
            sub: (row) => row.email ?? row.phone,
          },
          { key: "email", title: t("kind_email"), wide: true, render: (row) => row.email },
          { key: "phone", title: t("kind_phone"), wide: true, render: (row) => row.phone },
          { key: "company", title: t("company"), wide: true, render: (row) => row.company },
          {
            key: "label",
            title: t("label"),
            wide: true,
            width: "100px",
            render: (row) => row.label && <span className="ad-tag">{row.label}</span>,
          },
        ]}
      />
      {creating && (
        <ContactForm
          contact={null}
          onClose={() => setCreating(false)}
          onMade={(made) => go(`contacts/${made.id}`)}
        />
      )}
    </>
  );
}
