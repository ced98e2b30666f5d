import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { FileView, MessageView } from "../api";
import { cleaned } from "../html";
import { spokenSize, spokenTime, useLanguage } from "../language";
import { folded } from "./folding";

export function Thread({ messages }: { readonly messages: readonly MessageView[] }) {
  const { say } = useLanguage();
  const [whole, setWhole] = useState(false);
  const news = useNews(messages);
  const { hidden, before, after } = folded(messages, whole);
  return (
    <section class="thread" aria-label={say("conversation")}>
      <p class="unseen" aria-live="polite">
        {news ? say("new_messages") : ""}
      </p>
      {messages.length === 0 && <p class="muted">{say("no_messages")}</p>}
      {before.map((message) => (
        <Message key={message.id} message={message} />
      ))}
      {hidden > 0 && (
        <button type="button" class="button quiet wide" onClick={() => setWhole(true)}>
          {say("show_earlier", { count: hidden })}
        </button>
      )}
      {after.map((message) => (
        <Message key={message.id} message={message} />
      ))}
    </section>
  );
}

/** True after messages of others came in while the page was open. */
function useNews(messages: readonly MessageView[]): boolean {
  const seen = useRef<Set<string> | null>(null);
  const [news, setNews] = useState(false);
  useEffect(() => {
    const known = seen.current;
    if (known) setNews(messages.some((message) => !message.mine && !known.has(message.id)));
    seen.current = new Set(messages.map((message) => message.id));
  }, [messages]);
  return news;
}

function Message({ message }: { readonly message: MessageView }) {
  const { say, language } = useLanguage();
  const body = useMemo(() => ({ __html: cleaned(message.body_html) }), [message.body_html]);
  const shown = message.attachments.filter((file) => !file.inline || !message.body_html.includes(file.id));
  return (
    <section class={message.mine ? "message mine" : "message"}>
      <header>
        <strong>{message.mine ? say("me") : message.author.name || say("service")}</strong>{" "}
        <time dateTime={message.at} class="muted">
          {spokenTime(message.at, language)}
        </time>
        {message.automatic && <span class="muted"> · {say("automatic")}</span>}
      </header>
      {/* Sanitised by the server and again by `cleaned`. */}
      <div class="body" dangerouslySetInnerHTML={body} />
      {message.quoted_html && <Quoted html={message.quoted_html} />}
      {shown.length > 0 && <Files files={shown} />}
    </section>
  );
}

/** What the writer quoted: never thrown away, only folded. */
function Quoted({ html }: { readonly html: string }) {
  const { say } = useLanguage();
  const [open, setOpen] = useState(false);
  const quoted = useMemo(() => (open ? { __html: cleaned(html) } : null), [html, open]);
  return (
    <details class="quoted" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say("show_quoted")}</summary>
      {quoted && <div class="body" dangerouslySetInnerHTML={quoted} />}
    </details>
  );
}

function Files({ files }: { readonly files: readonly FileView[] }) {
  const { say } = useLanguage();
  return (
    <ul class="files" aria-label={say("attachments")}>
      {files.map((file) => (
        <li key={file.id} class="file">
          <a href={file.url} target="_blank" rel="noopener noreferrer" download={file.name}>
            {file.name}
          </a>
          <span class="muted">{spokenSize(file.size)}</span>
        </li>
      ))}
    </ul>
  );
}
