import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { firstLanguage, keepLanguage, type Language, LanguageContext, speaker } from "../language";
import { isEmbedded, onNavigate, type Route, routeOf } from "../router";
import { Header } from "./header";
import { HomePage } from "./home";
import { lazyPage } from "./lazy";
import { Notice } from "./notice";

const FormPage = lazyPage(() => import("../form/page").then((module) => module.FormPage));
const TicketPage = lazyPage(() => import("../ticket/page").then((module) => module.TicketPage));

export function App() {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  const [route, setRoute] = useState<Route>(() => routeOf(window.location.pathname));
  const [embedded] = useState(() => isEmbedded(window.location.search));

  useEffect(() => onNavigate(() => setRoute(routeOf(window.location.pathname))), []);
  const change = useCallback((next: Language) => {
    keepLanguage(next);
    setLanguage(next);
  }, []);
  const choice = useMemo(() => ({ language, say: speaker(language), change }), [language, change]);
  usePageHeight(embedded);

  return (
    <LanguageContext.Provider value={choice}>
      {!embedded && <Header route={route} />}
      <main id="content" tabIndex={-1} class={embedded ? "embedded" : ""}>
        <Page route={route} embedded={embedded} />
      </main>
    </LanguageContext.Provider>
  );
}

function Page({ route, embedded }: { readonly route: Route; readonly embedded: boolean }) {
  switch (route.page) {
    case "home":
      return <HomePage />;
    case "form":
      return <FormPage embedded={embedded} />;
    case "ticket":
      return <TicketPage key={route.token} token={route.token} />;
    default:
      return <Notice title="e_page_title" text="e_page_text" />;
  }
}

/** In a frame, tells the page around it how tall the content is (see public/embed.js). */
function usePageHeight(embedded: boolean): void {
  useEffect(() => {
    if (!embedded || window.parent === window) return undefined;
    document.documentElement.classList.add("in-frame");
    const root = document.getElementById("app");
    const tell = (): void => {
      // A height tells nothing about anybody, so any page may have it; hence "*".
      window.parent.postMessage({ type: "relaydesk:height", height: root?.scrollHeight ?? 0 }, "*");
    };
    tell();
    if (!root || typeof ResizeObserver === "undefined") return undefined;
    const observer = new ResizeObserver(tell);
    observer.observe(root);
    return () => observer.disconnect();
  }, [embedded]);
}
