import { call } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { useProblemText } from "@relaydesk/ui";
import { Alert, Button, Input, Modal } from "antd";
import { type FormEvent, type ReactNode, useCallback, useId, useRef, useState } from "react";
import type { PasskeyRequest } from "./api";
import { messages } from "./messages";
import { type AskProof, ProofContext, type ProofKind } from "./proof";
import { askPasskey, passkeysWork } from "./webauthn";
import "./factors.css";

/** Around all that changes credentials: asks for a password or factor when the server wants a fresh one. */
export function ProofProvider({ children }: { children: ReactNode }) {
  const [ways, setWays] = useState<ProofKind[] | null>(null);
  const answer = useRef<(given: boolean) => void>(() => undefined);
  const ask = useCallback<AskProof>((kinds) => {
    setWays(kinds);
    return new Promise((resolve) => {
      answer.current = resolve;
    });
  }, []);
  const settle = (given: boolean) => {
    setWays(null);
    answer.current(given);
  };
  return (
    <ProofContext value={ask}>
      {children}
      {ways && <ProofDialog ways={ways} onProved={() => settle(true)} onCancel={() => settle(false)} />}
    </ProofContext>
  );
}

interface DialogProps {
  ways: ProofKind[];
  onProved: () => void;
  onCancel: () => void;
}

function ProofDialog({ ways, onProved, onCancel }: DialogProps) {
  const t = useMessages(messages);
  const usable = ways.filter((kind) => kind !== "passkey" || passkeysWork());
  const [kind, setKind] = useState<ProofKind>(usable[0] ?? "password");
  return (
    <Modal open title={t("proofTitle")} footer={null} width={400} onCancel={onCancel}>
      <p className="fc-hint">{t("proofHint")}</p>
      <ProofForm key={kind} kind={kind} onProved={onProved} />
      <div className="fc-ways">
        {usable
          .filter((one) => one !== kind)
          .map((one) => (
            <Button key={one} type="link" size="small" onClick={() => setKind(one)}>
              {t(`prove_${one}`)}
            </Button>
          ))}
      </div>
    </Modal>
  );
}

function ProofForm({ kind, onProved }: { kind: ProofKind; onProved: () => void }) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const id = useId();
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const prove = async () => {
    setBusy(true);
    setError(null);
    try {
      if (await give(kind, code)) onProved();
      else setError(t("passkeyClosed"));
    } catch (problem) {
      const status = (problem as { status?: number }).status;
      setError(status === 422 ? t("proofWrong") : textOf(problem));
      setCode("");
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (kind === "passkey" || code) void prove();
  };
  return (
    <form onSubmit={submit} noValidate>
      {error && <Alert type="error" showIcon role="alert" title={error} />}
      {kind !== "passkey" && (
        <>
          <label htmlFor={id}>{t(`prove_${kind}`)}</label>
          {kind === "password" ? (
            <Input.Password
              id={id}
              autoFocus
              autoComplete="current-password"
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          ) : (
            <Input
              id={id}
              autoFocus
              autoComplete="one-time-code"
              inputMode={kind === "totp" ? "numeric" : "text"}
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </>
      )}
      <div className="fc-acts">
        <Button type="primary" htmlType="submit" loading={busy}>
          {t(kind === "passkey" ? "prove_passkey" : "confirm")}
        </Button>
      </div>
    </form>
  );
}

/** Shows the proof; false when the browser's window for a passkey was closed. */
async function give(kind: ProofKind, code: string): Promise<boolean> {
  if (kind !== "passkey") {
    await call<void>("POST", "/api/v1/me/proof", { body: { kind, code } });
    return true;
  }
  const { public_key } = await call<PasskeyRequest>("POST", "/api/v1/me/proof/begin");
  const credential = await askPasskey(public_key);
  if (!credential) return false;
  await call<void>("POST", "/api/v1/me/proof", { body: { kind, credential } });
  return true;
}
