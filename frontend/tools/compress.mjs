// Writes file.gz beside each built text file that becomes smaller by it; the server (WhiteNoise) sends those to
// browsers that take gzip. Compressed once here instead of for each request.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";

const web = join(dirname(fileURLToPath(import.meta.url)), "../../backend/config/web");
const TEXT = /\.(js|css|svg|json|txt|webmanifest)$/;

for (const name of readdirSync(web, { recursive: true })) {
  const path = join(web, name);
  if (name.endsWith(".gz")) rmSync(path);
}
for (const name of readdirSync(web, { recursive: true })) {
  if (!TEXT.test(name)) continue;
  const path = join(web, name);
  const body = readFileSync(path);
  const small = gzipSync(body, { level: constants.Z_BEST_COMPRESSION });
  if (small.length < body.length * 0.9) writeFileSync(`${path}.gz`, small);
}
