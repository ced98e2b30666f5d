import { useConfirm } from "@relaydesk/admin-kit";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { dayLabel, dayTime, ErrorState, Loading, useNow, useProblemText } from "@relaydesk/ui";
import { App, Button } from "antd";
import { KeySquare } from "lucide-react";
import { useState } from "react";
import { type Token, useEndToken, useTokens } from "./api";
import { messages } from "./messages";
import { NewToken } from "./NewToken";
import { Part } from "./Part";

/** Tokens for programs that act as oneself. */
export function TokensPart() {
  const t = useMessages(messages);
  const { data, error, refetch } = useTokens();
  const [making, setMaking] = useState(false);
  return (
    <Part
      title={t("tokens")}
      hint={t("tokensHint")}
      actions={<Button onClick={() => setMaking(true)}>{t("newToken")}</Button>}
    >
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading rows={2} />}
      {data?.length === 0 && <p className="ac-note">{t("noTokens")}</p>}
      <ul className="ac-list">
        {data?.map((token) => (
          <TokenLine key={token.id} token={token} />
        ))}
      </ul>
      {making && <NewToken onClose={() => setMaking(false)} />}
    </Part>
  );
}

function TokenLine({ token }: { token: Token }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const textOf = useProblemText();
  const { message } = App.useApp();
  const confirm = useConfirm();
  const end = useEndToken();
  const stop = async () => {
    const title = t("endToken", { name: token.name });
    if (!(await confirm({ title, consequence: t("endTokenText"), verb: t("stop") }))) return;
    end.mutate(token.id, { onError: (error) => message.error(textOf(error)) });
  };
  const over = token.expires_at !== null && Date.parse(token.expires_at) < now;
  const ending = token.expires_at
    ? over
      ? t("expired")
      : t("expiresOn", { date: dayTime(token.expires_at, locale, now) })
    : t("noExpiry");
  return (
    <li>
      <KeySquare size={18} aria-hidden />
      <span className="ac-what">
        {token.name}
        <small>
          {ending} ·{" "}
          {token.last_used_on
            ? t("used", { date: dayLabel(token.last_used_on, locale, now) })
            : t("neverUsed")}
        </small>
        <small>{token.scopes?.join(", ") ?? t("everything")}</small>
      </span>
      <Button size="small" loading={end.isPending} onClick={() => void stop()}>
        {t("stop")}
      </Button>
    </li>
  );
}
