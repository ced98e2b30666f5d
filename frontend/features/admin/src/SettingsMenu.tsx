import { type AdminEntry, AdminLink, findEntries, GROUPS, useAdmin } from "@relaydesk/admin-kit";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { Search } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { messages } from "./messages";

interface MenuProps {
  entries: AdminEntry[];
  current: string | null;
}

/** The settings in their groups. Typing narrows them; Enter opens the first, the arrows walk through. */
export function SettingsMenu({ entries, current }: MenuProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const { go } = useAdmin();
  const nav = useRef<HTMLElement>(null);
  const [text, setText] = useState("");
  const found = findEntries(entries, text);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) {
      event.preventDefault();
      const stops = [...(nav.current?.querySelectorAll<HTMLElement>("input, a") ?? [])];
      stops[stops.indexOf(document.activeElement as HTMLElement) + by]?.focus();
    }
    if (!(event.target instanceof HTMLInputElement)) return;
    if (event.key === "Escape") setText("");
    if (event.key === "Enter" && found[0] && text.trim()) {
      go(found[0].path);
      setText("");
    }
  };
  return (
    <nav className="ads-menu" aria-label={t("menu")} ref={nav} onKeyDown={onKeyDown}>
      <search className="ad-search">
        <Search size={14} aria-hidden />
        <input
          type="search"
          value={text}
          aria-label={t("find")}
          placeholder={t("find")}
          onChange={(event) => setText(event.target.value)}
        />
      </search>
      <p className="rd-hidden" role="status">
        {text.trim() && t("found", { n: found.length })}
      </p>
      {found.length === 0 && <p className="ads-none">{t("nothing")}</p>}
      {GROUPS.map((group) => {
        const own = found.filter((entry) => entry.group === group);
        if (own.length === 0) return null;
        return (
          <section key={group} aria-labelledby={`ads-${group}`}>
            <h2 id={`ads-${group}`}>{t(group)}</h2>
            <ul>
              {own.map(({ id, path, icon: Icon, title }) => (
                <li key={id}>
                  <AdminLink
                    to={path}
                    className="ads-item"
                    aria-current={path === current ? "page" : undefined}
                  >
                    <Icon size={15} aria-hidden />
                    {title[locale]}
                  </AdminLink>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </nav>
  );
}
