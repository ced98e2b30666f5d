import { useLocale, useMessages } from "@relaydesk/i18n";
import type { ReactNode } from "react";
import { LocaleSwitch, ThemeSwitch } from "../Appearance";
import { messages } from "./messages";
import "../access.css";
import "./sign-in.css";

interface CardProps {
  title: string;
  hint?: ReactNode;
  wide?: boolean;
  children?: ReactNode;
}

/** The frame of every page that needs nobody signed in. */
export function Card({ title, hint, wide, children }: CardProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  return (
    <main className="access-page">
      <div className={wide ? "access-card si-wide" : "access-card"} lang={locale === "zh" ? "zh-CN" : "en"}>
        <div className="access-brand">
          <img src="/desk/icon.svg" alt="" width={36} height={36} />
          <span>{t("product")}</span>
        </div>
        <h1>{title}</h1>
        {hint && <p className="si-hint">{hint}</p>}
        {children}
        <div className="access-switches">
          <LocaleSwitch />
          <ThemeSwitch />
        </div>
      </div>
    </main>
  );
}
