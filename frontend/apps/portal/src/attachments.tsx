import { useRef } from "preact/hooks";
import { spokenSize, useLanguage } from "./language";
import type { Item, Uploads } from "./uploads";

/** The button that adds files, and the list of those added with their progress. */
export function AttachmentPicker({ uploads }: { readonly uploads: Uploads }) {
  const { say } = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div class="attachments">
      <input
        ref={input}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        onChange={(event) => {
          uploads.add(Array.from(event.currentTarget.files ?? []));
          event.currentTarget.value = "";
        }}
      />
      {uploads.items.length > 0 && (
        <ul class="files" aria-label={say("attachments")}>
          {uploads.items.map((item) => (
            <UploadItem key={item.key} item={item} uploads={uploads} />
          ))}
        </ul>
      )}
      {uploads.notice && (
        <p class="fault" role="alert">
          {uploads.notice}
        </p>
      )}
      <button type="button" class="button quiet" onClick={() => input.current?.click()}>
        <span aria-hidden="true">＋</span> {say("add_files")}
      </button>
    </div>
  );
}

function UploadItem({ item, uploads }: { readonly item: Item; readonly uploads: Uploads }) {
  const { say } = useLanguage();
  return (
    <li class={`file ${item.state}`}>
      <span class="file-name">{item.name}</span>
      <span class="muted">{spokenSize(item.size)}</span>
      {item.state === "sending" && <progress max={1} value={item.share} aria-label={item.name} />}
      {item.state === "failed" && (
        <>
          <button type="button" class="link" onClick={() => uploads.retry(item.key)}>
            {say("retry")}
          </button>
          <span class="fault" role="alert">
            {say("upload_failed", { name: item.name, reason: item.error })}
          </span>
        </>
      )}
      <button
        type="button"
        class="icon small"
        aria-label={say("remove", { name: item.name })}
        onClick={() => uploads.remove(item.key)}
      >
        <span aria-hidden="true">×</span>
      </button>
    </li>
  );
}
