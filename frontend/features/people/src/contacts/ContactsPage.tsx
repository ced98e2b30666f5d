import { ListPage, useAdmin, usePages } from "@relaydesk/admin-kit";
import { api, type Contact, unwrap } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { Avatar } from "@relaydesk/ui";
import { entryMessages as messages } from "../entryMessages";

/** Those who ask. */
export default function ContactsPage() {
  const t = useMessages(messages);
  const { query } = useAdmin();
  const list = usePages<Contact>(["people", "contacts", query], (_cursor, signal) =>
    unwrap(api.GET("/api/v1/contacts", { params: { query: { q: query.q, limit: 50 } }, signal })),
  );
  return (
    <ListPage<Contact>
      title={t("contacts")}
      list={list}
      rowKey={(row) => row.id}
      searchHint={t("contacts")}
      empty={{ title: t("contacts") }}
      columns={[
        {
          key: "name",
          title: t("contacts"),
          render: (row) => (
            <>
              <Avatar name={row.name} /> {row.name}
            </>
          ),
          sub: (row) => row.email ?? row.phone,
        },
        { key: "email", title: "Email", wide: true, render: (row) => row.email },
      ]}
    />
  );
}
