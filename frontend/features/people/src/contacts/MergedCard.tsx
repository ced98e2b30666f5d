import { useConfirm } from "@relaydesk/admin-kit";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { dayTime, useNow } from "@relaydesk/ui";
import { App, Button } from "antd";
import { useMerging } from "../api/contacts";
import type { ContactDetail, Merged } from "../api/types";
import { useRefusal } from "../names";
import { messages } from "./messages";

/** Who was merged into this contact, and the way back. */
export function MergedCard({ contact }: { contact: ContactDetail }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const textOf = useRefusal();
  const confirm = useConfirm();
  const { message } = App.useApp();
  const { unmerge } = useMerging();
  if (contact.merged.length === 0) return null;
  const undo = async (one: Merged) => {
    const name = one.name || t("unnamed");
    const sure = await confirm({
      title: t("unmergeNamed", { name }),
      consequence: t("unmergeText", { name }),
      verb: t("unmerge"),
      danger: false,
    });
    if (!sure) return;
    try {
      await unmerge(contact, one.id);
      message.success(t("unmerged", { name }));
    } catch (error) {
      message.error(t("notDone") + textOf(error), 6);
    }
  };
  return (
    <section className="pe-card" aria-labelledby="pe-merged">
      <header>
        <h2 id="pe-merged">{t("mergedHere")}</h2>
      </header>
      <ul className="pe-identities">
        {contact.merged.map((one) => (
          <li key={one.id}>
            <span className="pe-identity">
              {one.name || t("unnamed")}
              <small>
                {one.by} · {dayTime(one.at, locale, now)}
              </small>
            </span>
            {contact.can.merge && (
              <Button size="small" onClick={() => void undo(one)}>
                {t("unmerge")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
