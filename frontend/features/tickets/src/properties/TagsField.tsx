import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { messages } from "../messages";
import { type FieldRight, writes } from "../model/fieldRights";
import { TagSelect } from "../tags/TagSelect";
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
        <TagSelect
          id="field-tags"
          label={t("tags")}
          value={ticket.tags}
          disabled={!ticket.can.edit || !writes(right)}
          placeholder={t("addTag")}
          onChange={(tags) => editor.edit({ patch: { tags }, preview: { tags } })}
        />
      </dd>
    </>
  );
}
