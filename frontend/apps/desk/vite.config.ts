import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const backend = process.env.RELAYDESK_DEV_BACKEND ?? "http://127.0.0.1:8000";

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
  },
  server: { port: 5173, proxy: { "/api": { target: backend, changeOrigin: false } } },
});
