import type { Attachment } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { fileSize } from "@relaydesk/ui";
import { Paperclip, X } from "lucide-react";
import { messages } from "../messages";
import type { Upload } from "./useUploads";

interface FilesProps {
  attachments: Attachment[];
  uploads: Upload[];
  onRemove: (id: string) => void;
}

/** What goes along with the draft, and what is still on its way up. */
export function DraftFiles({ attachments, uploads, onRemove }: FilesProps) {
  const t = useMessages(messages);
  if (attachments.length + uploads.length === 0) return null;
  return (
    <ul className="tk-files" aria-label={t("attachments")}>
      {attachments.map((file) => (
        <li key={file.id}>
          <span className="tk-file">
            <Paperclip size={12} aria-hidden />
            <span>{file.name}</span>
            <small>{fileSize(file.size)}</small>
            <button
              type="button"
              aria-label={t("removeAttachment", { name: file.name })}
              onClick={() => onRemove(file.id)}
            >
              <X size={12} aria-hidden />
            </button>
          </span>
        </li>
      ))}
      {uploads.map((upload) => (
        <li key={upload.id}>
          <span className="tk-file">
            <span>{upload.name}</span>
            <progress value={upload.share} max={1} aria-label={t("uploading", { name: upload.name })} />
            <button
              type="button"
              aria-label={t("removeAttachment", { name: upload.name })}
              onClick={upload.cancel}
            >
              <X size={12} aria-hidden />
            </button>
          </span>
        </li>
      ))}
    </ul>
  );
}
