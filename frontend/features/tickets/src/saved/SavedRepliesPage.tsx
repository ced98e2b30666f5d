import { ListPage, useAdmin, usePages } from "@relaydesk/admin-kit";
import { api, type Schemas, unwrap } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { Button } from "antd";
import { MessageSquareQuote, Plus } from "lucide-react";
import { useState } from "react";
import { messages } from "./messages";
import { SavedReplyForm } from "./SavedReplyForm";

export type SavedReply = Schemas["SavedReplyOut"];
export const SAVED = ["saved-replies"] as const;

/** Saved replies: one's own, one's teams', everybody's. */
export default function SavedRepliesPage() {
  const t = useMessages(messages);
  const { query, segments, go } = useAdmin();
  const [creating, setCreating] = useState(false);
  const q = query.q ?? "";
  const list = usePages<SavedReply>([...SAVED, q], (cursor) =>
    unwrap(api.GET("/api/v1/saved-replies", { params: { query: { q, limit: 50, cursor } } })),
  );
  const opened = segments[0];
  const row = list.rows.find((one) => one.id === opened);
  const add = (
    <Button type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => setCreating(true)}>
      {t("add")}
    </Button>
  );
  return (
    <>
      <ListPage<SavedReply>
        title={t("saved")}
        hint={t("hint")}
        list={list}
        rowKey={(one) => one.id}
        rowTo={(one) => `saved-replies/${one.id}`}
        searchHint={t("find")}
        actions={add}
        empty={{
          icon: <MessageSquareQuote size={40} aria-hidden />,
          title: t("none"),
          hint: t("noneHint"),
          action: add,
        }}
        columns={[
          {
            key: "title",
            title: t("title"),
            render: (one) => one.title,
            sub: (one) => [one.folder, one.shortcut && `/${one.shortcut}`].filter(Boolean).join(" · "),
          },
          {
            key: "sharing",
            title: t("sharing"),
            render: (one) => one.team?.name ?? t(`sharing_${one.sharing}`),
          },
          {
            key: "snippet",
            title: t("snippet"),
            wide: true,
            render: (one) => <span className="ad-muted">{one.snippet}</span>,
          },
        ]}
      />
      {(creating || row) && (
        <SavedReplyForm
          key={row?.id ?? "new"}
          row={row ?? null}
          onClose={() => {
            setCreating(false);
            if (opened) go("saved-replies");
          }}
        />
      )}
    </>
  );
}
