import { ApiProblem } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { useProblemText } from "@relaydesk/ui";
import { Alert, Button } from "antd";
import { KeyRound } from "lucide-react";
import { type FormEvent, useState } from "react";
import { askPasskey, passkeysWork } from "../factors/webauthn";
import { type Challenge, type FactorKind, useSecondFactor } from "./api";
import { Card } from "./Card";
import { Field } from "./Field";
import { messages } from "./messages";
import { refusal } from "./problems";

interface StepProps {
  challenge: Challenge;
  onRestart: (note?: "over") => void;
}

const SWITCH = { totp: "useTotp", passkey: "usePasskey", recovery: "useRecovery" } as const;

/** A code, a passkey or a recovery code: the second proof after the password. */
export function SecondStep({ challenge, onRestart }: StepProps) {
  const t = useMessages(messages);
  const usable = challenge.second_factor.filter((kind) => kind !== "passkey" || passkeysWork());
  const [kind, setKind] = useState<FactorKind>(usable[0] ?? "recovery");
  return (
    <Card title={t("second")} hint={t("secondHint")}>
      {kind === "passkey" ? (
        <PasskeyProof options={challenge.passkey ?? {}} onOver={() => onRestart("over")} />
      ) : (
        <CodeProof key={kind} kind={kind} onOver={() => onRestart("over")} />
      )}
      <div className="si-links">
        {usable
          .filter((one) => one !== kind)
          .map((one) => (
            <Button key={one} type="link" size="small" onClick={() => setKind(one)}>
              {t(SWITCH[one])}
            </Button>
          ))}
        <Button type="link" size="small" onClick={() => onRestart()}>
          {t("back")}
        </Button>
        <p className="si-note">{t("noneLeft")}</p>
      </div>
    </Card>
  );
}

/** The half-done sign-in is gone: only the password helps. */
function isOver(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === "sign_in_expired";
}

function CodeProof({ kind, onOver }: { kind: "totp" | "recovery"; onOver: () => void }) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const proof = useSecondFactor();
  const [code, setCode] = useState("");
  const send = (value: string) =>
    proof.mutate(
      { kind, code: value.trim() },
      {
        onError: (error) => {
          if (isOver(error)) onOver();
          else setCode("");
        },
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim()) send(code);
  };
  const change = (value: string) => {
    setCode(value);
    // Six digits are all there is to type: send them without another key press.
    if (kind === "totp" && /^\d{6}$/.test(value.trim()) && !proof.isPending) send(value);
  };
  const wrong = kind === "totp" ? "codeWrong" : "recoveryWrong";
  return (
    <form onSubmit={submit} noValidate>
      {proof.error && !isOver(proof.error) && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={refusal(proof.error, (key, params) => t(key === "wrong" ? wrong : key, params), textOf)}
        />
      )}
      <Field
        label={t(kind === "totp" ? "codeLabel" : "recoveryLabel")}
        hint={kind === "recovery" && t("recoveryHint")}
        value={code}
        onChange={change}
        autoFocus
        autoComplete="one-time-code"
        numeric={kind === "totp"}
        maxLength={kind === "totp" ? 7 : 40}
      />
      <Button type="primary" htmlType="submit" size="large" block loading={proof.isPending}>
        {t("verify")}
      </Button>
    </form>
  );
}

function PasskeyProof({ options, onOver }: { options: Record<string, unknown>; onOver: () => void }) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const proof = useSecondFactor();
  const [closed, setClosed] = useState(false);
  const [broken, setBroken] = useState<unknown>(null);
  const prove = async () => {
    setClosed(false);
    setBroken(null);
    try {
      const credential = await askPasskey(options);
      if (!credential) setClosed(true);
      else proof.mutate({ kind: "passkey", credential }, { onError: (error) => isOver(error) && onOver() });
    } catch (error) {
      setBroken(error);
    }
  };
  const error = proof.error ?? broken;
  return (
    <>
      {Boolean(error) && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={refusal(error, (key, params) => t(key === "wrong" ? "passkeyWrong" : key, params), textOf)}
        />
      )}
      {closed && <Alert type="warning" showIcon role="alert" title={t("passkeyClosed")} />}
      <Button
        type="primary"
        size="large"
        block
        icon={<KeyRound size={16} aria-hidden />}
        loading={proof.isPending}
        onClick={() => void prove()}
      >
        {t("usePasskey")}
      </Button>
    </>
  );
}
