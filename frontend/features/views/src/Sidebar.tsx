import { useLocale, useMessages } from "@relaydesk/i18n";
import { ErrorState, Loading } from "@relaydesk/ui";
import { Button } from "antd";
import { ChevronDown, ChevronRight, Plus } from "lucide-react";
import { lazy, memo, type ReactNode, Suspense, useState } from "react";
import { type Count, useCounts, useViews, type View } from "./api";
import { nameOf } from "./current";
import { messages } from "./messages";
import { type Folder, sectionsOf } from "./tree";
import { ViewMenu } from "./ViewMenu";
import "./views.css";

const ViewDialog = lazy(() => import("./ViewDialog"));

interface SidebarProps {
  current: string;
  onView: (key: string) => void;
  /** The address of a view, to be given to others. */
  linkOf: (key: string) => string;
}

/** The views in their folders with how many tickets each holds; above 999 the count stops. */
export default memo(function Sidebar({ current, onView, linkOf }: SidebarProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const views = useViews();
  const counts = useCounts().data;
  const [dialog, setDialog] = useState<View | "new" | null>(null);
  if (!views.data)
    return (
      <nav className="tk-views" aria-label={t("views")}>
        {views.error ? (
          <ErrorState error={views.error} onRetry={() => void views.refetch()} />
        ) : (
          <Loading rows={6} />
        )}
      </nav>
    );
  const { items, can_share: sharing } = views.data;
  const { pinned, system, shared, mine } = sectionsOf(items);
  const row = (view: View, among: readonly View[], place: string) => (
    <ViewRow
      key={`${place}${view.key}`}
      view={view}
      nameId={`vw-${place}${view.key}`}
      name={nameOf(view, locale)}
      count={counts?.[view.key]}
      current={view.key === current}
      onView={onView}
    >
      <ViewMenu
        view={view}
        among={among.map((one) => one.key)}
        all={items.map((one) => one.key)}
        link={linkOf(view.key)}
        nameId={`vw-${place}${view.key}`}
        onEdit={() => setDialog(view)}
        onView={onView}
        onGone={() => view.key === current && onView("mine")}
      />
    </ViewRow>
  );
  return (
    <nav className="tk-views" aria-label={t("views")}>
      {pinned.length > 0 && (
        <Section title={t("pinned")}>
          <ul>{pinned.map((view) => row(view, pinned, "pin"))}</ul>
        </Section>
      )}
      <Section title={t("system")}>
        <ul>{system.map((view) => row(view, system, ""))}</ul>
      </Section>
      {(shared.views.length > 0 || shared.folders.length > 0) && (
        <Section title={t("shared")}>
          <FolderRows folder={shared} row={row} />
        </Section>
      )}
      <Section
        title={t("mine")}
        act={
          <Button
            type="text"
            size="small"
            aria-label={t("newView")}
            title={t("newView")}
            icon={<Plus size={14} aria-hidden />}
            onClick={() => setDialog("new")}
          />
        }
      >
        {mine.views.length === 0 && mine.folders.length === 0 && <p className="vw-quiet">{t("noMine")}</p>}
        <FolderRows folder={mine} row={row} />
      </Section>
      {dialog && (
        <Suspense fallback={null}>
          <ViewDialog
            view={dialog === "new" ? undefined : dialog}
            sharing={sharing}
            onClose={() => setDialog(null)}
            onSaved={(view) => {
              setDialog(null);
              onView(view.key);
            }}
          />
        </Suspense>
      )}
    </nav>
  );
});

function Section({ title, act, children }: { title: string; act?: ReactNode; children: ReactNode }) {
  return (
    <section className="vw-section">
      <header>
        <h2>{title}</h2>
        {act}
      </header>
      {children}
    </section>
  );
}

type Row = (view: View, among: readonly View[], place: string) => ReactNode;

function FolderRows({ folder, row }: { folder: Folder; row: Row }) {
  return (
    <ul>
      {folder.folders.map((inner) => (
        <FolderRow key={inner.path} folder={inner} row={row} />
      ))}
      {folder.views.map((view) => row(view, folder.views, ""))}
    </ul>
  );
}

function FolderRow({ folder, row }: { folder: Folder; row: Row }) {
  const store = `relaydesk.folder.${folder.path}`;
  const [open, setOpen] = useState(localStorage.getItem(store) !== "closed");
  const toggle = () => {
    if (open) localStorage.setItem(store, "closed");
    else localStorage.removeItem(store);
    setOpen(!open);
  };
  return (
    <li>
      <button type="button" className="vw-folder" aria-expanded={open} onClick={toggle}>
        {open ? <ChevronDown size={13} aria-hidden /> : <ChevronRight size={13} aria-hidden />}
        <span>{folder.name}</span>
      </button>
      {open && (
        <div className="vw-inner">
          <FolderRows folder={folder} row={row} />
        </div>
      )}
    </li>
  );
}

interface RowProps {
  view: View;
  name: string;
  nameId: string;
  count: Count | null | undefined;
  current: boolean;
  onView: (key: string) => void;
  children: ReactNode;
}

function ViewRow({ view, name, nameId, count, current, onView, children }: RowProps) {
  const t = useMessages(messages);
  const broken = count === null;
  return (
    <li className="vw-row">
      <button
        type="button"
        aria-current={current ? "page" : undefined}
        title={broken ? t("unchecked") : name}
        onClick={() => onView(view.key)}
      >
        <span id={nameId} className="vw-name">
          {name}
        </span>
        {broken && <span className="vw-broken">!</span>}
        {count && (
          <span className="tk-count">
            {count.capped ? (count.count >= 999 ? "999+" : `${count.count}+`) : count.count}
          </span>
        )}
      </button>
      {children}
    </li>
  );
}
