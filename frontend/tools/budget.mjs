// Size budgets of the built front ends, read from Vite's manifests. Exits 1 when one is broken.
// "First load" is what the browser fetches before the first useful screen: index.html, the entry with all
// its static imports, the route chunks named here with theirs, and every style sheet of those.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const web = join(dirname(fileURLToPath(import.meta.url)), "../../backend/config/web");

/** gz and raw are limits in kB (1 kB = 1000 bytes); routes are sources of lazily loaded first screens. */
const budgets = [
  { app: "desk", gz: 320, routes: ["pages/TicketsPage.tsx"] },
  { app: "portal", gz: 20, raw: 60, routes: [] },
];

function firstLoad(folder, manifest, routes) {
  const files = new Set(["index.html"].filter((name) => existsSync(join(folder, name))));
  const seen = new Set();
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = manifest[key];
    files.add(chunk.file);
    for (const sheet of chunk.css ?? []) files.add(sheet);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const [key, chunk] of Object.entries(manifest)) {
    if (chunk.isEntry || routes.some((route) => key.endsWith(route))) visit(key);
  }
  return [...files];
}

function findManifest(folder) {
  return ["manifest.json", ".vite/manifest.json"].map((name) => join(folder, name)).find(existsSync);
}

let broken = false;
for (const { app, gz, raw, routes } of budgets) {
  const folder = join(web, app);
  const path = findManifest(folder);
  if (!path) {
    console.log(`${app}: not built`);
    broken = true;
    continue;
  }
  const files = firstLoad(folder, JSON.parse(readFileSync(path, "utf8")), routes);
  const bodies = files.map((file) => readFileSync(join(folder, file)));
  const sums = {
    gz: bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0) / 1000,
    raw: bodies.reduce((sum, body) => sum + body.length, 0) / 1000,
  };
  const over = sums.gz > gz || (raw !== undefined && sums.raw > raw);
  broken ||= over;
  const limit = raw === undefined ? `${gz} kB gz` : `${raw} kB and ${gz} kB gz`;
  console.log(
    `${over ? "OVER" : "ok  "} ${app}: first load ${sums.raw.toFixed(0)} kB, ${sums.gz.toFixed(1)} kB gz, ${files.length} files (limit ${limit})`,
  );
}
process.exit(broken ? 1 : 0);
