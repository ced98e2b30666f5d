import { defineConfig } from "vite";

// The portal is opened in old WebViews too (WeChat on Android), hence the low target.
export default defineConfig({
  base: "/portal/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: ["es2020", "chrome87", "safari14"],
    outDir: "../../../backend/config/web/portal",
    emptyOutDir: true,
    manifest: "manifest.json",
    sourcemap: false,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8000" } },
});
