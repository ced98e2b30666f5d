import { useMessages } from "@relaydesk/i18n";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import type { Enrolled } from "../factors/api";
import { messages as factorMessages } from "../factors/messages";
import { PasskeyEnrolment } from "../factors/PasskeyEnrolment";
import { ProofProvider } from "../factors/ProofProvider";
import { RecoveryCodes } from "../factors/RecoveryCodes";
import { TotpEnrolment } from "../factors/TotpEnrolment";
import { passkeysWork } from "../factors/webauthn";
import { sessionKey, useSignOut } from "../session";
import { Card } from "./Card";
import { messages } from "./messages";

/** A role asks for a second factor and there is none yet: nothing else works until one is set up. */
export function EnrolStep() {
  return (
    <ProofProvider>
      <Enrol />
    </ProofProvider>
  );
}

function Enrol() {
  const t = useMessages(messages);
  const f = useMessages(factorMessages);
  const client = useQueryClient();
  const signOut = useSignOut();
  const [kind, setKind] = useState<"totp" | "passkey">("totp");
  const [codes, setCodes] = useState<string[] | null>(null);
  const enter = () => void client.invalidateQueries({ queryKey: sessionKey });
  const done = (enrolled: Enrolled) =>
    enrolled.recovery_codes.length ? setCodes(enrolled.recovery_codes) : enter();
  if (codes)
    return (
      <Card title={f("codesTitle")}>
        <RecoveryCodes codes={codes} onSaved={enter} />
      </Card>
    );
  return (
    <Card title={t("enrolTitle")} hint={t("enrolHint")}>
      {kind === "totp" ? <TotpEnrolment onDone={done} /> : <PasskeyEnrolment onDone={done} />}
      <div className="si-links">
        {passkeysWork() && (
          <Button type="link" size="small" onClick={() => setKind(kind === "totp" ? "passkey" : "totp")}>
            {f(kind === "totp" ? "orPasskey" : "orTotp")}
          </Button>
        )}
        <Button type="link" size="small" onClick={() => signOut.mutate()}>
          {t("back")}
        </Button>
      </div>
    </Card>
  );
}
