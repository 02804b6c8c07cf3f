// Bundles the command line, the library and the daemon into dist/ and writes the type declarations. Bundled because a start costs
// milliseconds that a person notices; `npx mcpc` runs exactly what is published.
import { execFileSync } from "node:child_process";
import { chmod, readFile, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { build } from "esbuild";

await rm("dist", { recursive: true, force: true });

const shared = {
  bundle: true,
  platform: "node",
  target: "node22.19",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
  plugins: [onlyEnglishZod(), commandLineApart()],
};
// The command line is one CommonJS file: each further module costs a millisecond to link, and `require` loads what is imported dynamically,
// Node's own modules included, only when it is reached. `--version` needs no more than mcpc.js.
const commandLine = await build({
  ...shared,
  entryPoints: { cli: "src/cli/start/run-process.ts" },
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  format: "cjs",
  define: { "import.meta.url": "urlOfBundle" },
  // A script that is loaded from its compiled form has no loader of modules: what is imported dynamically is required.
  supported: { "dynamic-import": false },
  // One expression, as `loadCompiled` takes it: what Node.js puts around a CommonJS module would cost it a copy of the whole text.
  banner: {
    js: '(function (exports, require, module, __filename, __dirname) { const urlOfBundle = require("node:url").pathToFileURL(__filename).href;',
  },
  footer: { js: "})" },
  plugins: [onlyEnglishZod(), clientApart()],
});
// Half of what the command line would be otherwise, and only needed by the verbs that talk to servers.
const client = await build({
  ...shared,
  entryPoints: { "mcp-client": "@modelcontextprotocol/client" },
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  format: "cjs",
});
const requireInModule =
  'import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url);';
const modules = await build({
  ...shared,
  entryPoints: { mcpc: "src/cli/main.ts", "mcpc-daemon": "src/runtime/supervisor/daemon-main.ts", index: "src/index.ts" },
  outdir: "dist",
  format: "esm",
  banner: { js: requireInModule },
});
// What an image, a unit or a pod carries: one file, which needs nothing beside it.
const runtime = await build({
  ...shared,
  minify: true,
  entryPoints: { "mcpc-runtime": "src/cli/runtime/main.ts" },
  outdir: "dist",
  outExtension: { ".js": ".mjs" },
  format: "esm",
  banner: { js: requireInModule },
  plugins: [onlyEnglishZod(), withoutStack()],
});
await chmod("dist/mcpc.js", 0o755);
await writeFile(
  "dist/THIRD-PARTY-NOTICES.txt",
  await notices([commandLine, client, modules, runtime].flatMap(({ metafile }) => Object.keys(metafile.inputs))),
);
execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "--project", "tsconfig.build.json"], { stdio: "inherit" });

/** Keeps the command line out of its entry, which loads it when there is more to do than to tell the version. */
function commandLineApart() {
  return {
    name: "command-line-apart",
    setup({ onResolve }) {
      onResolve({ filter: /^\.\/start\/run-process\.ts$/ }, ({ kind }) =>
        kind === "dynamic-import" ? { path: resolve("src/cli/start/load-command-line.ts") } : undefined,
      );
    },
  };
}

/** Keeps the SDK's client out of the command line, in a file of its own that is read when it is imported. */
function clientApart() {
  return {
    name: "client-apart",
    setup({ onResolve }) {
      onResolve({ filter: /^@modelcontextprotocol\/client$/ }, () => ({ path: "./mcp-client.cjs", external: true }));
    },
  };
}

/** The runtime has a few of the verbs, and where it runs there is no stack to compile. */
function withoutStack() {
  const replaced = new Map(
    [
      ["commands/index.ts", "verbs.ts"],
      ["help/overview.ts", "overview.ts"],
      ["stack/compile-stack.ts", "compile-stack.ts"],
      ["stack/known-environment.ts", "known-environment.ts"],
      ["stack/stack-gateway-plan.ts", "stack-gateway-plan.ts"],
    ].map(([file, replacement]) => [resolve("src/cli", file), resolve("src/cli/runtime", replacement)]),
  );
  return {
    name: "without-stack",
    setup({ onResolve }) {
      onResolve({ filter: /^\.{1,2}\// }, ({ resolveDir, path }) => {
        const replacement = replaced.get(resolve(resolveDir, path));
        return replacement === undefined ? undefined : { path: replacement };
      });
    },
  };
}

/** zod carries its messages in fifty languages; ours are in the catalogue, and each of the others would cost every start. */
function onlyEnglishZod() {
  return {
    name: "only-english-zod",
    setup({ onLoad }) {
      onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({ contents: 'export { default as en } from "./en.js";' }));
    },
  };
}

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
