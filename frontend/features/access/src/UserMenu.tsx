import type { Me } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { Avatar } from "@relaydesk/ui";
import { Button, Popover } from "antd";
import { LogOut, UserRound } from "lucide-react";
import { LocaleSwitch, ThemeSwitch } from "./Appearance";
import { messages } from "./messages";
import { PresenceChoice } from "./PresenceSwitch";
import { usePatchMe, useSignOut } from "./session";
import "./access.css";

/** The agent's own menu: presence, language, appearance, sign out. */
export function UserMenu({ me }: { me: Me }) {
  const t = useMessages(messages);
  const name = me.agent?.name ?? me.email;
  return (
    <Popover trigger="click" placement="rightBottom" content={<MenuBody me={me} name={name} />}>
      <button type="button" className="access-me" aria-label={t("account", { name })} title={name}>
        <Avatar name={name} size={30} />
        {me.agent && <span className={`access-presence access-presence-${me.agent.presence}`} />}
      </button>
    </Popover>
  );
}

function MenuBody({ me, name }: { me: Me; name: string }) {
  const t = useMessages(messages);
  const patch = usePatchMe();
  const signOut = useSignOut();
  return (
    <div className="access-menu">
      <div className="access-who">
        <strong>{name}</strong>
        <span>{me.email}</span>
      </div>
      {me.agent && (
        <section>
          <h3>{t("presence")}</h3>
          <PresenceChoice presence={me.agent.presence} />
        </section>
      )}
      <section>
        <h3>{t("language")}</h3>
        <LocaleSwitch onChange={(locale) => patch.mutate({ locale })} />
      </section>
      <section>
        <h3>{t("theme")}</h3>
        <ThemeSwitch />
      </section>
      <Button block icon={<UserRound size={14} aria-hidden />} href="/desk/account">
        {t("myAccount")}
      </Button>
      <Button
        block
        icon={<LogOut size={14} aria-hidden />}
        loading={signOut.isPending}
        onClick={() => signOut.mutate()}
      >
        {t("signOut")}
      </Button>
    </div>
  );
}
