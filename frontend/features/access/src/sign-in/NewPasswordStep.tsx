import { useMessages } from "@relaydesk/i18n";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { NewPasswordForm } from "../account/NewPasswordForm";
import { ProofProvider } from "../factors/ProofProvider";
import { sessionKey, useSignOut } from "../session";
import { Card } from "./Card";
import { messages } from "./messages";

/** The password is too old by the policy: a new one, then on. */
export function NewPasswordStep() {
  const t = useMessages(messages);
  const client = useQueryClient();
  const signOut = useSignOut();
  return (
    <ProofProvider>
      <Card title={t("mustChange")} hint={t("mustChangeHint")}>
        <NewPasswordForm onDone={() => void client.invalidateQueries({ queryKey: sessionKey })} />
        <div className="si-links">
          <Button type="link" size="small" onClick={() => signOut.mutate()}>
            {t("back")}
          </Button>
        </div>
      </Card>
    </ProofProvider>
  );
}
