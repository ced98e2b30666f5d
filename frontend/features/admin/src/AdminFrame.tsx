import { type Admin, type AdminEntry, AdminProvider, permitted } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { EmptyState, Loading, useMediaQuery } from "@relaydesk/ui";
import { Button } from "antd";
import { ArrowLeft } from "lucide-react";
import { Suspense, useEffect, useMemo } from "react";
import { messages } from "./messages";
import { SettingsMenu } from "./SettingsMenu";
import "./frame.css";

interface FrameProps extends Omit<Admin, "can" | "segments"> {
  /** What the features registered; only what the person may see is shown. */
  entries: readonly AdminEntry[];
  permissions: readonly string[];
  /** The address after `/desk/admin/`, for instance `contacts/0190…`. */
  place: string;
}

/** The administration: menu and page side by side; on a phone first the one, then the other. */
export function AdminFrame({ entries, permissions, place, ...way }: FrameProps) {
  const t = useMessages(messages);
  const phone = useMediaQuery("(max-width: 767px)");
  const held = useMemo(() => new Set(permissions), [permissions]);
  const mine = useMemo(() => permitted(entries, held), [entries, held]);
  const [path = "", ...segments] = place.split("/").filter(Boolean);
  const entry = mine.find((one) => one.path === path) ?? null;
  const first = mine[0]?.path;
  const { go } = way;
  useEffect(() => {
    if (!path && first && !phone) go(first);
  }, [path, first, phone, go]);
  const admin: Admin = { ...way, can: (one) => held.has(one), segments };
  if (mine.length === 0) return <EmptyState title={t("none")} hint={t("noneHint")} />;
  return (
    <AdminProvider value={admin}>
      <div className="ads-frame">
        {!phone && <SettingsMenu entries={mine} current={path} />}
        {phone && !path && (
          <main className="ads-home">
            <h1>{t("admin")}</h1>
            <SettingsMenu entries={mine} current={path} />
          </main>
        )}
        {(!phone || path) && (
          <main className="ads-page" key={path}>
            {phone && (
              <Button
                className="ads-back"
                type="text"
                icon={<ArrowLeft size={18} aria-hidden />}
                onClick={() => go("")}
              >
                {t("menu")}
              </Button>
            )}
            {entry && (
              <Suspense fallback={<Loading rows={8} />}>
                <entry.Page />
              </Suspense>
            )}
            {!entry && path && <EmptyState title={t("lost")} />}
          </main>
        )}
      </div>
    </AdminProvider>
  );
}
