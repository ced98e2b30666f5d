import { hasEnded, isViewing, mustDo, useSession } from "@relaydesk/access";
import { csrfToken, type Me } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { ErrorState, Loading, useAhead, useShortcut, useThemeChoice } from "@relaydesk/ui";
import { Outlet, useMatches, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { ConnectionBanner } from "./ConnectionBanner";
import { Rail } from "./Rail";
import { messages } from "./shellMessages";
import { useLive } from "./useLive";

const ShortcutSheet = lazy(() => import("./ShortcutSheet"));
const loadPalette = () => import("./palette/PaletteHost");
const PaletteHost = lazy(loadPalette);
const loadSignIn = () => import("@relaydesk/access/sign-in");
const SignIn = lazy(loadSignIn);
const Must = lazy(() => import("@relaydesk/access/must"));
const Kept = lazy(async () => ({ default: (await import("./later")).Kept }));
const Installed = lazy(async () => ({ default: (await import("./later")).Installed }));
const ViewAsBanner = lazy(() => import("@relaydesk/access/view-as"));

// Nobody is signed in without this cookie: the page is fetched beside the question who one is, not after it.
if (!csrfToken()) void loadSignIn();

/** Pages that one opens without being signed in: from a mail, or at the first start. */
const BARE = new Set(["/invitation", "/reset-password", "/set-up"]);

/** The frame of every screen: signed out it is the sign-in page, signed in the rail and the page. */
export function Shell() {
  const bare = useMatches({ select: (matches) => matches.some((match) => BARE.has(match.routeId)) });
  return bare ? (
    <Suspense fallback={<Loading rows={6} />}>
      <Outlet />
    </Suspense>
  ) : (
    <Guarded />
  );
}

function Guarded() {
  const { data: me, isPending, error, refetch } = useSession();
  if (isPending) return <Loading rows={6} />;
  if (me) {
    const must = mustDo(me);
    if (!must) return <SignedIn me={me} />;
    return (
      <Suspense fallback={<Loading rows={6} />}>
        <Must what={must} />
      </Suspense>
    );
  }
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <Suspense fallback={<Loading rows={6} />}>
      <SignIn ended={hasEnded()} />
    </Suspense>
  );
}

function SignedIn({ me }: { me: Me }) {
  const t = useMessages(messages);
  const [sheet, setSheet] = useState(false);
  const [palette, setPalette] = useState(false);
  const { choice, setChoice } = useThemeChoice();
  const connection = useLive(me.stream_position);
  const navigate = useNavigate();
  useAhead(loadPalette, 6000);
  useShortcut("search", () => void navigate({ to: "/search", search: {} }));
  useShortcut("palette", () => setPalette(true));
  useShortcut("help", () => setSheet(true));
  useShortcut("theme", () => setChoice(choice === "light" ? "dark" : choice === "dark" ? "system" : "light"));
  return (
    <div className="desk">
      <a className="desk-skip" href="#content">
        {t("skip")}
      </a>
      <Rail me={me} onShortcuts={() => setSheet(true)} />
      <div className="desk-page" id="content" tabIndex={-1}>
        {isViewing(me) && (
          <Suspense fallback={null}>
            <ViewAsBanner name={me.agent.name} />
          </Suspense>
        )}
        <ConnectionBanner connection={connection} />
        <Suspense fallback={null}>
          <Kept account={me.id} connection={connection} />
          <Installed />
        </Suspense>
        <div className="desk-body">
          <Suspense fallback={<Loading rows={8} />}>
            <Outlet />
          </Suspense>
        </div>
      </div>
      {palette && (
        <Suspense fallback={null}>
          <PaletteHost onClose={() => setPalette(false)} />
        </Suspense>
      )}
      {sheet && (
        <Suspense fallback={null}>
          <ShortcutSheet onClose={() => setSheet(false)} />
        </Suspense>
      )}
    </div>
  );
}
