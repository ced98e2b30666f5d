import { useConfirm } from "@relaydesk/admin-kit";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { dayTime, useNow, useProblemText } from "@relaydesk/ui";
import { App, Button } from "antd";
import { Blocks } from "lucide-react";
import { type Grant, useEndGrant, useGrants } from "./api";
import { messages } from "./messages";
import { Part } from "./Part";

/** Programs that act in one's name. Not there, while there are none. */
export function GrantsPart() {
  const t = useMessages(messages);
  const { data } = useGrants();
  if (!data?.length) return null;
  return (
    <Part title={t("grants")} hint={t("grantsHint")}>
      <ul className="ac-list">
        {data.map((grant) => (
          <Line key={grant.id} grant={grant} />
        ))}
      </ul>
    </Part>
  );
}

function Line({ grant }: { grant: Grant }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const textOf = useProblemText();
  const { message } = App.useApp();
  const confirm = useConfirm();
  const end = useEndGrant();
  const stop = async () => {
    const title = t("endGrant", { name: grant.client_name });
    if (!(await confirm({ title, consequence: t("endTokenText"), verb: t("stop") }))) return;
    end.mutate(grant.id, { onError: (error) => message.error(textOf(error)) });
  };
  return (
    <li>
      <Blocks size={18} aria-hidden />
      <span className="ac-what">
        {grant.client_name}
        <small>
          {t("added", { date: dayTime(grant.created_at, locale, now) })} · {grant.scopes.join(", ")}
        </small>
      </span>
      <Button size="small" loading={end.isPending} onClick={() => void stop()}>
        {t("stop")}
      </Button>
    </li>
  );
}
