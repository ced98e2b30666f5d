import type { Attachment } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { fileSize } from "@relaydesk/ui";
import { Paperclip } from "lucide-react";
import { messages } from "../messages";

export function AttachmentList({ attachments }: { attachments: Attachment[] }) {
  const t = useMessages(messages);
  const shown = attachments.filter((file) => !file.inline);
  if (shown.length === 0) return null;
  return (
    <ul className="tk-files" aria-label={t("attachments")}>
      {shown.map((file) => (
        <li key={file.id}>
          <a href={file.url} target="_blank" rel="noopener noreferrer">
            <Paperclip size={12} aria-hidden />
            <span>{file.name}</span>
            <small>{fileSize(file.size)}</small>
          </a>
        </li>
      ))}
    </ul>
  );
}
