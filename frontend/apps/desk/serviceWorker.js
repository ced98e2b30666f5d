// The service worker of the desk. The build puts the shell's files into FILES and their hash into BUILD
// (vite.config.ts), so that each build has a cache of its own.
//
// It keeps the shell and hashed assets, and nothing else: answers of the API are data of people, and stay out of
// every cache.
const BUILD = "__BUILD__";
const FILES = ["__FILES__"];
const CACHE = `relaydesk-${BUILD}`;
const SHELL = "/desk/index.html";
/** After so many ms without an answer the shell of this build is shown instead of a white page. */
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(keep());
});

/** The page itself must be kept; a file that is missing is fetched when it is wanted. */
async function keep() {
  const cache = await caches.open(CACHE);
  const fresh = (file) => new Request(file, { cache: "no-cache" });
  await cache.add(fresh(SHELL));
  await Promise.allSettled(FILES.map((file) => cache.add(fresh(file))));
}

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names
            .filter((name) => name.startsWith("relaydesk-") && name !== CACHE)
            .map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("message", (event) => {
  if (event.data?.type === "take-over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (!url.pathname.startsWith("/desk/")) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (url.pathname.startsWith("/desk/assets/") || FILES.includes(url.pathname))
    event.respondWith(asset(request, url.pathname.startsWith("/desk/assets/")));
});

/** A page: what the server has, or the shell when it has nothing. */
async function page(request) {
  const shell = () => caches.match(SHELL, { cacheName: CACHE });
  const answer = fetch(request).then(
    async (response) => (response.status >= 500 && (await shell())) || response,
    async (failed) => {
      const kept = await shell();
      if (kept) return kept;
      throw failed;
    },
  );
  const late = new Promise((resolve) => {
    setTimeout(() => void shell().then((kept) => kept && resolve(kept)), PATIENCE);
  });
  return Promise.race([answer, late]);
}

/** A file of the build. Hashed names never change their content, so the cache is asked first. */
async function asset(request, hashed) {
  const kept = await caches.match(request, { cacheName: CACHE });
  if (kept && hashed) return kept;
  try {
    const response = await fetch(request);
    if (hashed && response.ok) {
      const copy = response.clone();
      void caches.open(CACHE).then((cache) => cache.put(request, copy));
    }
    return response;
  } catch (failed) {
    if (kept) return kept;
    throw failed;
  }
}

self.addEventListener("push", (event) => {
  const told = readPush(event.data);
  if (told) event.waitUntil(show(told));
});

function readPush(data) {
  try {
    const { title, body, tag, url } = data.json();
    const path = typeof url === "string" && url.startsWith("/desk/") ? url : "/desk/notices";
    return typeof title === "string"
      ? { title, body: String(body ?? ""), tag: String(tag ?? ""), path }
      : null;
  } catch {
    return null;
  }
}

async function show({ title, body, tag, path }) {
  const windows = await self.clients.matchAll({ type: "window" });
  // Whoever has the desk before his eyes sees it at the bell.
  if (windows.some((window) => window.focused)) return;
  await self.registration.showNotification(title, {
    body,
    tag,
    icon: "/desk/icon-192.png",
    badge: "/desk/icon-192.png",
    data: { path },
  });
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.path ?? "/desk/notices"));
});

async function open(path) {
  const [window] = await self.clients.matchAll({ type: "window" });
  if (!window) return self.clients.openWindow(path);
  window.postMessage({ type: "open", path });
  return window.focus();
}
