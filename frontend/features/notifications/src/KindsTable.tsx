import { useLocale, useMessages } from "@relaydesk/i18n";
import { CHANNELS, type Channel, type NoticeKind } from "./api";
import { messages } from "./messages";

interface KindsProps {
  kinds: readonly NoticeKind[];
  onChange: (key: string, channels: Channel[]) => void;
}

/** Which kind of notice comes by which way: one box for each. */
export function KindsTable({ kinds, onChange }: KindsProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const toggled = (now: Channel[], channel: Channel) =>
    now.includes(channel) ? now.filter((one) => one !== channel) : [...now, channel];
  return (
    <table className="nt-table">
      <thead>
        <tr>
          <th scope="col">{t("kind")}</th>
          {CHANNELS.map((channel) => (
            <th key={channel} scope="col">
              {t(channel)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {kinds.map((kind) => {
          const name = locale === "en" ? kind.name_en : kind.name;
          return (
            <tr key={kind.key}>
              <th scope="row">{name}</th>
              {CHANNELS.map((channel) => (
                <td key={channel}>
                  <label className="nt-tick">
                    <input
                      type="checkbox"
                      aria-label={t("via", { kind: name, channel: t(channel) })}
                      checked={kind.channels.includes(channel)}
                      onChange={() => onChange(kind.key, toggled(kind.channels, channel))}
                    />
                  </label>
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
