import { type Compilation, compile } from "../../src/compile.ts";
import { renderText } from "../../src/diagnostics/render/text.ts";
import { createNodeHost } from "../../src/host/node-host.ts";

/** Compiles as a reader of the README would in the repository, but with nothing of this machine's environment. */
export function compileExample(file: string, environment: string): Promise<Compilation> {
  return compile({ file, environment, host: createNodeHost({ env: { HOME: "/home/ann", PATH: "/usr/bin" } }) });
}

/** The diagnostics as `mcpc validate` prints them without a terminal. */
export function printedDiagnostics({ diagnostics, sources, model }: Compilation): string {
  const counts = model === undefined ? {} : { counts: { servers: model.servers.length, services: model.services.length } };
  return renderText(diagnostics, sources, { width: 80, ...counts });
}
