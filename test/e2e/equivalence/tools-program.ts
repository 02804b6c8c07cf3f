import { buildSync } from "esbuild";

/** The tools server as one file that runs wherever there is Node. */
export function toolsProgram(): string {
  const built = buildSync({
    entryPoints: ["test/e2e/equivalence/fixtures/tools-server.ts"],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    target: "node22",
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    logLevel: "silent",
  });
  return built.outputFiles[0]?.text ?? "";
}
