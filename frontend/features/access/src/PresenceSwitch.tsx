import type { Me } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { useProblemText } from "@relaydesk/ui";
import { App, Popover } from "antd";
import { messages } from "./messages";
import { usePatchMe } from "./session";
import "./access.css";

const PRESENCES = ["online", "busy", "away", "off"] as const;
type Presence = (typeof PRESENCES)[number];

function known(presence: string): Presence {
  return PRESENCES.find((one) => one === presence) ?? "off";
}

/** Whether new tickets come to me: the switch in the rail. */
export function PresenceSwitch({ me }: { me: Me }) {
  const t = useMessages(messages);
  if (!me.agent) return null;
  const presence = known(me.agent.presence);
  return (
    <Popover trigger="click" placement="rightBottom" content={<PresenceChoice presence={presence} />}>
      <button type="button" className="access-switch" aria-label={`${t("presence")}: ${t(presence)}`}>
        <span className={`access-presence access-presence-${presence}`} />
        {t(presence)}
      </button>
    </Popover>
  );
}

export function PresenceChoice({ presence }: { presence: string }) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const { message } = App.useApp();
  const patch = usePatchMe();
  const choose = (next: Presence) =>
    patch.mutate(
      { presence: next },
      { onError: (error) => message.error(t("presenceFailed") + textOf(error)) },
    );
  return (
    <div className="access-presences" role="radiogroup" aria-label={t("presence")}>
      {PRESENCES.map((one) => (
        <label key={one} className={one === presence ? "access-chosen" : ""}>
          <input type="radio" name="presence" checked={one === presence} onChange={() => choose(one)} />
          <span className={`access-presence access-presence-${one}`} />
          <span>{t(one)}</span>
          <small>{t(`${one}Hint`)}</small>
        </label>
      ))}
    </div>
  );
}
