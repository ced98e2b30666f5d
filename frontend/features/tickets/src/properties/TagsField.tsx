import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { Select } from "antd";
import { messages } from "../messages";
import { type FieldRight, writes } from "../model/fieldRights";
import type { TicketEditor } from "./useEditor";

interface FieldProps {
  ticket: Ticket;
  editor: TicketEditor;
  right: FieldRight;
}

export function TagsField({ ticket, editor, right }: FieldProps) {
  const t = useMessages(messages);
  return (
    <>
      <dt>
        <label htmlFor="field-tags">{t("tags")}</label>
      </dt>
      <dd>
        <Select
          id="field-tags"
          aria-label={t("tags")}
          mode="tags"
          value={ticket.tags}
          disabled={!ticket.can.edit || !writes(right)}
          placeholder={t("addTag")}
          notFoundContent={t("moreTags")}
          tokenSeparators={[",", "，", "、"]}
          suffixIcon={null}
          onChange={(tags: string[]) => editor.edit({ patch: { tags }, preview: { tags } })}
        />
      </dd>
    </>
  );
}
