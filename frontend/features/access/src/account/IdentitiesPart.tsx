import { useConfirm } from "@relaydesk/admin-kit";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { dayTime, useNow, useProblemText } from "@relaydesk/ui";
import { App, Button } from "antd";
import { Link2 } from "lucide-react";
import { useSignInOptions } from "../sign-in/api";
import { type Identity, useIdentities, useLink, useUnlink } from "./api";
import { messages } from "./messages";
import { Part } from "./Part";

/** By which providers one signs in, and those that could be linked. Not there without providers. */
export function IdentitiesPart() {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const textOf = useProblemText();
  const { message } = App.useApp();
  const linked = useIdentities().data ?? [];
  const providers = useSignInOptions().data?.providers ?? [];
  const link = useLink();
  const free = providers.filter((one) => !linked.some((have) => have.provider_id === one.id));
  if (linked.length === 0 && free.length === 0) return null;
  return (
    <Part
      title={t("identities")}
      hint={t("identitiesHint")}
      actions={free.map((one) => (
        <Button
          key={one.id}
          icon={<Link2 size={14} aria-hidden />}
          loading={link.isPending && link.variables === one.id}
          onClick={() => link.mutate(one.id, { onError: (error) => message.error(textOf(error)) })}
        >
          {t("linkWith", { name: locale === "en" ? one.name_en || one.name : one.name })}
        </Button>
      ))}
    >
      <ul className="ac-list">
        {linked.map((identity) => (
          <Line key={identity.id} identity={identity} />
        ))}
      </ul>
    </Part>
  );
}

function Line({ identity }: { identity: Identity }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const textOf = useProblemText();
  const { message } = App.useApp();
  const confirm = useConfirm();
  const unlink = useUnlink();
  const name = locale === "en" ? identity.provider_en || identity.provider : identity.provider;
  const ask = async () => {
    const title = t("unlink", { name });
    if (!(await confirm({ title, consequence: t("unlinkText"), verb: t("remove") }))) return;
    unlink.mutate(identity.id, { onError: (error) => message.error(textOf(error)) });
  };
  return (
    <li>
      <Link2 size={18} aria-hidden />
      <span className="ac-what">
        {name}
        <small>
          {identity.login} · {t("added", { date: dayTime(identity.linked_at, locale, now) })} ·{" "}
          {identity.last_used_at
            ? t("used", { date: dayTime(identity.last_used_at, locale, now) })
            : t("neverUsed")}
        </small>
      </span>
      <Button size="small" loading={unlink.isPending} onClick={() => void ask()}>
        {t("remove")}
      </Button>
    </li>
  );
}
