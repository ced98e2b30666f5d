import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["{apps,features,packages}/*/{src,tests}/**/*.test.{ts,tsx}"], environment: "node" },
});
