import type { Ticket } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { Select } from "antd";
import { useLabels } from "../api/directory";
import { LabelBadge } from "../LabelBadge";
import { messages } from "../messages";
import { type FieldRight, writes } from "../model/fieldRights";
import type { TicketEditor } from "./useEditor";

interface LabelProps {
  ticket: Ticket;
  editor: TicketEditor;
  right: FieldRight;
}

/** The sensitivity label; not there for who may not set it on a ticket without one. */
export function LabelField({ ticket, editor, right }: LabelProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const editable = ticket.can.set_label && writes(right);
  const labels = useLabels(editable).data ?? [];
  if (!editable && !ticket.label) return null;
  const name = (one: { name: string; name_en: string }) =>
    locale === "en" ? one.name_en || one.name : one.name;
  return (
    <>
      <dt>
        <label htmlFor="field-label">{t("label")}</label>
      </dt>
      <dd>
        {editable ? (
          <Select
            id="field-label"
            aria-label={t("label")}
            allowClear
            placeholder={t("none")}
            value={ticket.label?.key ?? null}
            options={labels.map((one) => ({ value: one.key, label: name(one) }))}
            onChange={(key: string | undefined) => {
              const label = labels.find((one) => one.key === key) ?? null;
              editor.edit({ patch: { label: label?.key ?? null }, preview: { label } });
            }}
          />
        ) : (
          ticket.label && <LabelBadge label={ticket.label} />
        )}
      </dd>
    </>
  );
}
