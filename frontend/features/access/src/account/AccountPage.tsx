import { PageHead } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { ProofProvider } from "../factors/ProofProvider";
import { useSession } from "../session";
import { FactorsPart } from "./FactorsPart";
import { GrantsPart } from "./GrantsPart";
import { IdentitiesPart } from "./IdentitiesPart";
import { MyStandIns } from "./MyStandIns";
import { messages } from "./messages";
import { PasswordPart } from "./PasswordPart";
import { SessionsPart } from "./SessionsPart";
import { TokensPart } from "./TokensPart";
import "./account.css";

/** Everything about one's own account, on one page. */
export default function AccountPage() {
  const t = useMessages(messages);
  const { data: me } = useSession();
  return (
    <ProofProvider>
      <main className="ac-page">
        <PageHead title={t("title")} hint={`${me?.agent?.name ?? ""} · ${me?.email ?? ""}`} />
        <div className="ac-parts">
          <PasswordPart />
          <FactorsPart />
          <SessionsPart />
          <MyStandIns />
          <IdentitiesPart />
          <TokensPart />
          <GrantsPart />
        </div>
      </main>
    </ProofProvider>
  );
}
