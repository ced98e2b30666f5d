import { parseSearch } from "@relaydesk/tickets/search";
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { Crashed, NotFound } from "./pages/Lost";
import { Shell } from "./Shell";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Crashed });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    // What stands in the address is for the sign-in page; who is signed in goes on from there.
    if (!location.search) throw redirect({ to: "/tickets", search: parseSearch({}), replace: true });
  },
  component: lazyRouteComponent(() => import("./pages/Arrived"), "Arrived"),
});

const tickets = createRoute({
  getParentRoute: () => root,
  path: "/tickets",
  validateSearch: parseSearch,
  component: lazyRouteComponent(() => import("./pages/TicketsPage"), "TicketsPage"),
});

// The ticket in the address; the page above shows it, so that list and scroll stay.
const ticket = createRoute({ getParentRoute: () => tickets, path: "$number", component: () => null });

const outbox = createRoute({
  getParentRoute: () => root,
  path: "/outbox",
  component: lazyRouteComponent(() => import("./pages/OutboxRoute"), "OutboxRoute"),
});

const intake = createRoute({
  getParentRoute: () => root,
  path: "/intake",
  component: lazyRouteComponent(() => import("./pages/IntakeRoute"), "IntakeRoute"),
});

const text = (value: unknown) =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";
/** The parameters of an address as texts; the page itself reads and checks them. */
const texts = (raw: Record<string, unknown>): object =>
  Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, text(value)]));

// One route for all of the administration: the features register its pages, so that the app knows none of them.
const admin = createRoute({
  getParentRoute: () => root,
  path: "/admin/$",
  validateSearch: texts,
  component: lazyRouteComponent(() => import("./pages/AdminRoute"), "AdminRoute"),
});

const print = createRoute({
  getParentRoute: () => root,
  path: "/print/$number",
  component: lazyRouteComponent(() => import("./pages/PrintRoute"), "PrintRoute"),
});

const search = createRoute({
  getParentRoute: () => root,
  path: "/search",
  validateSearch: texts,
  component: lazyRouteComponent(() => import("./pages/SearchRoute"), "SearchRoute"),
});

const work = createRoute({
  getParentRoute: () => root,
  path: "/work",
  validateSearch: texts,
  component: lazyRouteComponent(() => import("./pages/BenchRoute"), "BenchRoute"),
});

const wallboard = createRoute({
  getParentRoute: () => root,
  path: "/wallboard",
  validateSearch: texts,
  component: lazyRouteComponent(() => import("./pages/WallboardRoute"), "WallboardRoute"),
});

const account = createRoute({
  getParentRoute: () => root,
  path: "/account",
  component: lazyRouteComponent(() => import("@relaydesk/access/account"), "default"),
});

const notices = createRoute({
  getParentRoute: () => root,
  path: "/notices",
  component: lazyRouteComponent(() => import("./pages/NoticeRoutes"), "NoticesRoute"),
});

const noticeSettings = createRoute({
  getParentRoute: () => root,
  path: "/notices/settings",
  component: lazyRouteComponent(() => import("./pages/NoticeRoutes"), "NoticeSettingsRoute"),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation",
  component: lazyRouteComponent(() => import("./pages/BareRoutes"), "InvitationRoute"),
});

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: "/reset-password",
  component: lazyRouteComponent(() => import("./pages/BareRoutes"), "ResetPasswordRoute"),
});

const setUp = createRoute({
  getParentRoute: () => root,
  path: "/set-up",
  component: lazyRouteComponent(() => import("./pages/BareRoutes"), "SetUpRoute"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    tickets.addChildren([ticket]),
    outbox,
    print,
    intake,
    search,
    work,
    wallboard,
    admin,
    account,
    notices,
    noticeSettings,
    invitation,
    resetPassword,
    setUp,
  ]),
  basepath: "/desk",
  defaultPreload: "intent",
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
