import { SignIn, useSession } from "@relaydesk/access";
import type { Me } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { ErrorState, Loading, useShortcut, useThemeChoice } from "@relaydesk/ui";
import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { ConnectionBanner } from "./ConnectionBanner";
import { messages } from "./messages";
import { Rail } from "./Rail";
import { useLive } from "./useLive";

const ShortcutSheet = lazy(() => import("./ShortcutSheet"));

/** The frame of every screen: signed out it is the sign-in page, signed in the rail and the page. */
export function Shell() {
  const { data: me, isPending, error, refetch } = useSession();
  if (isPending) return <Loading rows={6} />;
  if (me) return <SignedIn me={me} />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <SignIn />;
}

function SignedIn({ me }: { me: Me }) {
  const t = useMessages(messages);
  const [sheet, setSheet] = useState(false);
  const { choice, setChoice } = useThemeChoice();
  const connection = useLive();
  useShortcut("help", () => setSheet(true));
  useShortcut("theme", () => setChoice(choice === "light" ? "dark" : choice === "dark" ? "system" : "light"));
  return (
    <div className="desk">
      <a className="desk-skip" href="#content">
        {t("skip")}
      </a>
      <Rail me={me} onShortcuts={() => setSheet(true)} />
      <div className="desk-page" id="content" tabIndex={-1}>
        <ConnectionBanner connection={connection} />
        <div className="desk-body">
          <Suspense fallback={<Loading rows={8} />}>
            <Outlet />
          </Suspense>
        </div>
      </div>
      {sheet && (
        <Suspense fallback={null}>
          <ShortcutSheet onClose={() => setSheet(false)} />
        </Suspense>
      )}
    </div>
  );
}
