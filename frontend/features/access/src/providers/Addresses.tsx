import { useMessages } from "@relaydesk/i18n";
import { CopyButton } from "../factors/CopyButton";
import { messages, type ProviderKey } from "./messages";

/** What the administrator of the other side must be given. */
export function Addresses({ addresses }: { addresses: Record<string, string> }) {
  const t = useMessages(messages);
  const label = (name: string) => {
    const key = `address_${name}`;
    return Object.hasOwn(messages.zh, key) ? t(key as ProviderKey) : name;
  };
  return (
    <>
      <h3>{t("addresses")}</h3>
      <dl className="pv-addresses">
        {Object.entries(addresses).map(([name, url]) => (
          <div key={name}>
            <dt>{label(name)}</dt>
            <dd>
              <code>{url}</code>
              <CopyButton text={url} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
