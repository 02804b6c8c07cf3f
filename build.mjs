// Bundles the command line, the library and the daemon into dist/, with shared chunks, and writes the type declarations.
// Bundled because a start costs milliseconds that a person notices; `npx mcpc` runs exactly what is published.
import { execFileSync } from "node:child_process";
import { chmod, readFile, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const require =
  'import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url);';

await rm("dist", { recursive: true, force: true });
const result = await build({
  entryPoints: {
    mcpc: "src/cli/main.ts",
    "mcpc-daemon": "src/runtime/supervisor/daemon-main.ts",
    index: "src/index.ts",
  },
  outdir: "dist",
  bundle: true,
  splitting: true,
  // Beside the entries, so that code in a chunk finds the daemon where it would without bundling.
  chunkNames: "chunk-[hash]",
  platform: "node",
  target: "node22.19",
  format: "esm",
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: true,
  banner: { js: require },
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
});
await chmod("dist/mcpc.js", 0o755);
await writeFile("dist/THIRD-PARTY-NOTICES.txt", await notices(Object.keys(result.metafile.inputs)));
execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "--project", "tsconfig.build.json"], { stdio: "inherit" });

/** Licence texts of everything that went into the bundles. */
async function notices(inputs) {
  const folders = new Set(inputs.map((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]).filter(Boolean));
  const parts = [];
  for (const folder of [...folders].sort()) {
    const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
    const text = await firstOf(
      ["LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "license", "license.md"].map((file) => `${folder}/${file}`),
    );
    parts.push(`${name} ${version} (${license})\n\n${text.trim()}\n`);
  }
  return `mcpc contains the following packages.\n\n${parts.join(`\n${"-".repeat(79)}\n\n`)}`;
}

async function firstOf(paths) {
  for (const path of paths) {
    const text = await readFile(path, "utf8").catch(() => undefined);
    if (text !== undefined) return text;
  }
  return "(no licence text in the package)";
}
