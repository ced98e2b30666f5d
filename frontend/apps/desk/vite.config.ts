import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

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
    "/@rc-component/(dialog|drawer|dropdown|input|menu|motion|notification|overflow|portal)/",
    "/@rc-component/(resize-observer|segmented|select|tooltip|trigger|util|virtual-list)/",
    "/antd/es/(_util|alert|app|badge|button|config-provider|drawer|dropdown|empty|input|locale|menu)/",
    "/antd/es/(message|modal|notification|popover|segmented|select|skeleton|space|style|theme|tooltip)/",
  ].join("|"),
);

export default defineConfig({
  base: "/desk/",
  plugins: [react()],
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
