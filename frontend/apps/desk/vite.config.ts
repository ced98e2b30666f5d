import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const backend = process.env.RELAYDESK_DEV_BACKEND ?? "http://127.0.0.1:8000";

/**
 * The libraries of the first load, kept in one file: left alone, each lazily loaded page that shares some of them
 * splits them further, and many small files compress worse. What only lazily loaded pages use is not listed. A
 * library that is listed without need shows in `node tools/budget.mjs`.
 */
const FIRST = new RegExp(
  [
    "/node_modules/(react|react-dom|scheduler|react-is|use-sync-external-store|clsx|is-mobile|stylis)/",
    "/node_modules/(@emotion|@tanstack|@babel)/",
    "/node_modules/openapi-fetch/",
    "/@ant-design/(colors|cssinjs|cssinjs-utils|fast-color)/",
    "/@rc-component/(dialog|dropdown|menu|motion|notification|overflow|portal)/",
    "/@rc-component/(resize-observer|tooltip|trigger|util)/",
    "/antd/es/(_util|alert|app|badge|button|config-provider|dropdown|empty|locale|menu)/",
    "/antd/es/(message|modal|notification|popover|skeleton|space|style|theme|tooltip)/",
  ].join("|"),
);

const ICONS = ["/desk/theme.js", "/desk/icon.svg", "/desk/icon-192.png", "/desk/manifest.webmanifest"];
/** What one needs to begin without a server: the entry, the tickets' page with its pane, and what keeps unsent answers. */
const SHELL = ["index.html", "/TicketsPage.tsx", "/TicketPane.tsx", "/pages/ticketSlots.ts", "/src/later.ts"];

/** Writes the service worker into the build, with the files of the shell and the hash that names its cache. */
function serviceWorker(): Plugin {
  return {
    name: "relaydesk-service-worker",
    apply: "build",
    // After Vite has taken out chunks that held nothing but a style sheet: one name too many, and no worker
    // would ever be installed.
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const files = new Set<string>();
        const visit = (name: string) => {
          const chunk = bundle[name];
          if (files.has(name) || chunk?.type !== "chunk") return;
          files.add(name);
          for (const sheet of chunk.viteMetadata?.importedCss ?? []) files.add(sheet);
          for (const next of chunk.imports) visit(next);
        };
        for (const [name, chunk] of Object.entries(bundle)) {
          if (chunk.type !== "chunk") continue;
          const source = chunk.facadeModuleId ?? "";
          if (chunk.isEntry || SHELL.some((one) => source.endsWith(one))) visit(name);
        }
        const listed = ["/desk/index.html", ...ICONS, ...[...files].sort().map((name) => `/desk/${name}`)];
        const source = readFileSync(fileURLToPath(new URL("serviceWorker.js", import.meta.url)), "utf8");
        // The names of hashed files say what is in them; the others are read.
        const hash = createHash("sha256").update(listed.join()).update(source);
        for (const name of ["index.html", "public/theme.js", "public/manifest.webmanifest"]) {
          const file = fileURLToPath(new URL(name, import.meta.url));
          if (existsSync(file)) hash.update(readFileSync(file));
        }
        this.emitFile({
          type: "asset",
          fileName: "serviceWorker.js",
          source: source
            .replace("__BUILD__", hash.digest("hex").slice(0, 16))
            .replace('["__FILES__"]', JSON.stringify(listed)),
        });
      },
    },
  };
}

export default defineConfig({
  base: "/desk/",
  plugins: [react(), serviceWorker()],
  build: {
    outDir: "../../../backend/config/web/desk",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    sourcemap: false,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: "first", test: FIRST }] } },
    },
  },
  server: { port: 5173, proxy: { "/api": { target: backend, changeOrigin: false } } },
});
