import { useLocale } from "@relaydesk/i18n";
import type { DeskProps, ListSearch } from "@relaydesk/tickets";
import { parseSearch, shortSearch } from "@relaydesk/tickets/search";
import { Loading } from "@relaydesk/ui";
import { type Current, currentOf, isChanged, nameOf, useViews, type View } from "@relaydesk/views";
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from "react";

const Sidebar = lazy(() => import("@relaydesk/views/sidebar"));
const ViewBar = lazy(() => import("@relaydesk/views/bar"));
const FilterDialog = lazy(() => import("@relaydesk/views/filter"));
const Gone = lazy(() => import("@relaydesk/views/gone"));

type Parts = Pick<DeskProps, "search" | "view" | "sidebar" | "bar" | "gone" | "onCondition">;

/** The saved view of the address, and what the desk shows of views: sidebar, bar, builder. */
export function useSavedView(asked: ListSearch, onSearch: (search: ListSearch) => void): Parts {
  const { locale } = useLocale();
  const { data } = useViews();
  const [building, setBuilding] = useState(false);
  const first = data?.default;
  // Once it is known with which view one begins, the address says so: it can be given to others.
  useEffect(() => {
    if (!asked.view && first && first !== "mine") onSearch({ ...asked, view: first });
  }, [asked, first, onSearch]);
  const search = useMemo(() => ({ ...asked, view: asked.view || first || "mine" }), [asked, first]);
  const saved = data?.items.find((one) => one.key === search.view);
  const view = useMemo(() => saved && { ...saved, name: nameOf(saved, locale) }, [saved, locale]);
  const open = useCallback((key: string) => onSearch({ view: key }), [onSearch]);
  const sidebar = useCallback(
    (onChosen: () => void) => (
      <Suspense
        fallback={
          <nav className="tk-views">
            <Loading rows={9} />
          </nav>
        }
      >
        <Sidebar
          current={search.view}
          linkOf={linkOf}
          onView={(key) => {
            onChosen();
            open(key);
          }}
        />
      </Suspense>
    ),
    [search.view, open],
  );
  const current: Current = currentOf(search);
  const bar = (
    <Suspense fallback={null}>
      {saved && isChanged(saved, current) && (
        <ViewBar
          view={saved as View}
          current={current}
          onRevert={() => open(saved.key)}
          onSaved={(kept) => open(kept.key)}
        />
      )}
      {building && (
        <FilterDialog
          condition={current.condition}
          onClose={() => setBuilding(false)}
          onApply={(condition) => {
            setBuilding(false);
            onSearch({ ...search, condition });
          }}
        />
      )}
    </Suspense>
  );
  return {
    search,
    view: view ?? (data && search.view !== "bin" ? null : undefined),
    sidebar,
    bar,
    gone: (
      <Suspense fallback={null}>
        <Gone />
      </Suspense>
    ),
    onCondition: useCallback(() => setBuilding(true), []),
  };
}

function linkOf(key: string): string {
  const search = new URLSearchParams(shortSearch(parseSearch({ view: key })) as Record<string, string>);
  return `${location.origin}/desk/tickets?${search}`;
}
