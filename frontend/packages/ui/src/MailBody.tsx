import { useMessages } from "@relaydesk/i18n";
import { Button } from "antd";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { prepareMail } from "./mailHtml";
import { messages } from "./messages";

const STYLE = `
:host { display: block; overflow-x: auto; }
* { max-width: 100%; box-sizing: border-box; }
.body { overflow-wrap: anywhere; line-height: 1.6; }
.body > :first-child { margin-top: 0; } .body > :last-child { margin-bottom: 0; }
p { margin: 0 0 .5em; } img { height: auto; } a { color: var(--primary-text); }
blockquote { margin: .4em 0; padding-left: .8em; border-left: 3px solid var(--line); color: var(--text-2); }
pre, code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 12px; white-space: pre-wrap; background: var(--bg-soft); border-radius: 4px; }
pre { padding: 8px; } table { border-collapse: collapse; } td, th { padding: 2px 6px; }
ul, ol { padding-left: 1.6em; margin: 0 0 .5em; }
`;

interface MailBodyProps {
  html: string;
  quoted?: string | null;
  /** More beside the button that loads held back images; `show` loads them too. */
  held?: (show: () => void) => ReactNode;
}

/** Mail HTML in a shadow root: its styles cannot reach the desk, nor the desk's it. */
export function MailBody({ html, quoted, held }: MailBodyProps) {
  const t = useMessages(messages);
  const [showRemote, setShowRemote] = useState(false);
  const [open, setOpen] = useState(false);
  const source = quoted && open ? `${html}<blockquote>${quoted}</blockquote>` : html;
  const mail = useMemo(() => prepareMail(source, showRemote), [source, showRemote]);
  const show = useCallback(() => setShowRemote(true), []);
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
    root.innerHTML = `<style>${STYLE}</style><div class="body">${mail.html}</div>`;
  }, [mail]);
  return (
    <>
      {mail.heldBack > 0 && (
        <div className="rd-held">
          <span>{t("remoteImages")}</span>
          <Button size="small" type="link" onClick={show}>
            {t("showImages")}
          </Button>
          {held?.(show)}
        </div>
      )}
      <div ref={host} className="rd-mail" />
      {quoted && (
        <button
          type="button"
          className="rd-fold"
          aria-expanded={open}
          aria-label={open ? t("hideQuoted") : t("showQuoted")}
          title={open ? t("hideQuoted") : t("showQuoted")}
          onClick={() => setOpen(!open)}
        >
          •••
        </button>
      )}
    </>
  );
}
