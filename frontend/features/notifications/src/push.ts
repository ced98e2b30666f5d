import { call } from "@relaydesk/api-client";

/** Browsers inside other programs: their notifications reach nobody, and asking for them only fails. */
export function isInApp(userAgent: string): boolean {
  return /MicroMessenger|wxwork|DingTalk|Lark|Feishu/i.test(userAgent);
}

export function canPush(): boolean {
  return (
    !isInApp(navigator.userAgent) &&
    "serviceWorker" in navigator &&
    "PushManager" in window &&
    "Notification" in window
  );
}

/** A name by which one knows the device again in the list. */
export function deviceName(userAgent: string): string {
  const browser = /Edg\//.test(userAgent)
    ? "Edge"
    : /Firefox\//.test(userAgent)
      ? "Firefox"
      : /Chrome\//.test(userAgent)
        ? "Chrome"
        : /Safari\//.test(userAgent)
          ? "Safari"
          : "Browser";
  const system =
    [
      ["iPhone|iPad", "iOS"],
      ["Android", "Android"],
      ["Windows", "Windows"],
      ["Mac OS X", "macOS"],
      ["Linux", "Linux"],
    ].find(([pattern]) => new RegExp(pattern as string).test(userAgent))?.[1] ?? "";
  return system ? `${browser} · ${system}` : browser;
}

export function keyBytes(base64url: string): Uint8Array<ArrayBuffer> {
  const plain = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = new Uint8Array(new ArrayBuffer(plain.length));
  for (let place = 0; place < plain.length; place++) bytes[place] = plain.charCodeAt(place);
  return bytes;
}

const STORE = "relaydesk.push";

/** The id under which the server knows this browser, if it takes pushes. */
export function ownBrowser(): string | null {
  return localStorage.getItem(STORE);
}

/** Asks for permission and subscribes. False when the person or the browser refused. */
export async function subscribe(): Promise<boolean> {
  if ((await Notification.requestPermission()) !== "granted") return false;
  const registration = await navigator.serviceWorker.ready;
  const { public: key } = await call<{ public: string }>("POST", "/api/v1/notices/push/key", { body: {} });
  const old = await registration.pushManager.getSubscription();
  // One that was made for another key would be refused by the push service for ever.
  if (old) await old.unsubscribe();
  const made = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: keyBytes(key),
  });
  const { endpoint, keys } = made.toJSON();
  const { id } = await call<{ id: string }>("POST", "/api/v1/notices/push/browsers", {
    body: { endpoint, keys, device: deviceName(navigator.userAgent) },
  });
  localStorage.setItem(STORE, id);
  return true;
}

/** Takes no pushes in a browser any more; this one also forgets its subscription. */
export async function unsubscribe(id: string): Promise<void> {
  await call<unknown>("DELETE", `/api/v1/notices/push/browsers/${id}`);
  if (id === ownBrowser()) await forgetHere();
}

async function forgetHere(): Promise<void> {
  localStorage.removeItem(STORE);
  const registration = await navigator.serviceWorker?.getRegistration();
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}
