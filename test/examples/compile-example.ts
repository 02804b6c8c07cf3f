import { resolve } from "node:path";
import { type Compilation, compile } from "../../src/compile.ts";
import { renderText } from "../../src/diagnostics/render/text.ts";
import { createNodeHost } from "../../src/host/node-host.ts";

/** Compiles as a reader of the README would in the repository, but with nothing of this machine's environment. */
export function compileExample(file: string, environment: string): Promise<Compilation> {
  const env = { HOME: "/home/ann", PATH: "/usr/bin" };
  // Tags of images tell what is in them, the runtime too, and that is another one with every change of mcpc.
  return compile({ file, environment, host: createNodeHost({ env, runtimeBundle: resolve("test/examples/fixtures/runtime.mjs") }) });
}

/** The diagnostics as `mcpc validate` prints them without a terminal. */
export function printedDiagnostics({ diagnostics, sources, model }: Compilation): string {
  const counts = model === undefined ? {} : { counts: { servers: model.servers.length, services: model.services.length } };
  return renderText(diagnostics, sources, { width: 80, ...counts });
}
