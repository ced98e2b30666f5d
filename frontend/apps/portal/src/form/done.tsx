import { useEffect, useRef, useState } from "preact/hooks";
import type { RequestOut } from "../api";
import { useLanguage } from "../language";

interface Props {
  readonly out: RequestOut;
  readonly email: string;
  readonly embedded: boolean;
  readonly again: () => void;
}

/** After sending: the number, and the way to follow it. */
export function Done({ out, email, embedded, again }: Props) {
  const { say } = useLanguage();
  const [copied, setCopied] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const address = useRef<HTMLInputElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const url = new URL(out.portal_url, window.location.href).href;
  const copy = async (): Promise<void> => {
    address.current?.select();
    try {
      await navigator.clipboard.writeText(url);
      setCopied(true);
    } catch {
      // No clipboard here (plain HTTP, old WebView): the address is selected, the reader copies it by hand.
    }
  };
  return (
    <section class="card done">
      <h1 ref={heading} tabIndex={-1}>
        {say("done_title")}
      </h1>
      <p class="muted">{say("done_text")}</p>
      <p class="number">{out.number}</p>
      <p>{say("done_mail", { email })}</p>
      <div class="row nowrap">
        <input
          ref={address}
          readOnly
          value={url}
          aria-label={say("done_open")}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" class="button quiet" onClick={() => void copy()}>
          <span aria-live="polite">{copied ? say("copied") : say("done_copy")}</span>
        </button>
      </div>
      <div class="row">
        <a class="button" href={out.portal_url} {...(embedded ? { target: "_blank", rel: "noopener" } : {})}>
          {say("done_open")}
          {embedded && <span class="unseen"> {say("opens_new")}</span>}
        </a>
        <button type="button" class="button quiet" onClick={again}>
          {say("done_again")}
        </button>
      </div>
    </section>
  );
}
