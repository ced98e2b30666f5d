import type { TargetedMouseEvent } from "preact";
import { useState } from "preact/hooks";
import { useLanguage } from "../language";
import { FORM, HOME, navigate, type Route } from "../router";
import { applyTheme, nextTheme, storedTheme, type Theme } from "../theme";

const SIGNS: Readonly<Record<Theme, string>> = { system: "◐", light: "☀", dark: "☾" };

export function Header({ route }: { readonly route: Route }) {
  const { language, say, change } = useLanguage();
  const [theme, setTheme] = useState<Theme>(storedTheme);
  return (
    <header class="bar">
      <a class="skip" href="#content">
        {say("skip")}
      </a>
      <div class="bar-inside">
        <Inner to={HOME} class="brand">
          {say("service_centre")}
        </Inner>
        {route.page !== "form" && (
          <Inner to={FORM} class="bar-link">
            {say("new_request")}
          </Inner>
        )}
        <button
          type="button"
          class="icon"
          lang={language === "zh" ? "en" : "zh-CN"}
          aria-label={say("switch_language")}
          title={say("switch_language")}
          onClick={() => change(language === "zh" ? "en" : "zh")}
        >
          {language === "zh" ? "EN" : "中"}
        </button>
        <button
          type="button"
          class="icon"
          aria-label={say(`theme_${theme}`)}
          title={say(`theme_${theme}`)}
          onClick={() => {
            const next = nextTheme(theme);
            applyTheme(next);
            setTheme(next);
          }}
        >
          <span aria-hidden="true">{SIGNS[theme]}</span>
        </button>
      </div>
    </header>
  );
}

interface InnerProps {
  readonly to: string;
  readonly class?: string;
  readonly children: preact.ComponentChildren;
}

/** A link inside the portal: no reload, but still a real link (new tab, copy address). */
export function Inner({ to, class: name, children }: InnerProps) {
  const follow = (event: TargetedMouseEvent<HTMLAnchorElement>): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(to);
  };
  return (
    <a href={to} {...(name ? { class: name } : {})} onClick={follow}>
      {children}
    </a>
  );
}
