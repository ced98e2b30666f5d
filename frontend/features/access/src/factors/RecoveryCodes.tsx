import { useMessages } from "@relaydesk/i18n";
import { Button } from "antd";
import { Download, Printer } from "lucide-react";
import { CopyButton } from "./CopyButton";
import { messages } from "./messages";
import "./factors.css";

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** Prints the codes alone, from a frame that is gone afterwards. */
function print(title: string, codes: string[]): void {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.srcdoc = `<!doctype html><title>${escaped(title)}</title><h1>${escaped(title)}</h1><pre style="font-size:16pt">${escaped(codes.join("\n"))}</pre>`;
  frame.onload = () => {
    frame.contentWindow?.addEventListener("afterprint", () => frame.remove());
    frame.contentWindow?.print();
  };
  document.body.append(frame);
}

/** The recovery codes, shown this once: copy, print or keep as a file. */
export function RecoveryCodes({ codes, onSaved }: { codes: string[]; onSaved: () => void }) {
  const t = useMessages(messages);
  const text = codes.join("\n");
  return (
    <div>
      <p className="fc-hint">{t("codesHint")}</p>
      <ul className="fc-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="fc-acts">
        <CopyButton text={text} />
        <Button
          size="small"
          icon={<Printer size={13} aria-hidden />}
          onClick={() => print(t("printTitle"), codes)}
        >
          {t("print")}
        </Button>
        <Button
          size="small"
          icon={<Download size={13} aria-hidden />}
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${t("printTitle")}\n\n${text}\n`)}`}
          download="relaydesk-recovery-codes.txt"
        >
          {t("download")}
        </Button>
      </div>
      <div className="fc-acts">
        <Button type="primary" onClick={onSaved}>
          {t("saved")}
        </Button>
      </div>
    </div>
  );
}
