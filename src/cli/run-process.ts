import { errorDiagnostics } from "./error-diagnostics.ts";
import { exitCodes } from "./exit-codes.ts";
import { createNodeTerminal } from "./node-terminal.ts";
import { reportDiagnostics } from "./report.ts";
import { run } from "./run.ts";

/** Runs `mcpc` as this process: its streams, its signals, its exit code. */
export async function runProcess(argv: readonly string[]): Promise<void> {
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      // A gateway that listens for it means something else by it: to read its configuration again.
      if (signal === "SIGHUP" && process.listenerCount(signal) > 1) return;
      // A second one means now: whatever an apply was doing is recorded, and the next one takes it up.
      if (interrupted.signal.aborted) process.exit(exitCodes.interrupted);
      interrupted.abort();
    });
  }
  // `mcpc history | head -1` closes the pipe early: no error, and an apply goes on without an audience.
  const outputClosed = new AbortController();
  let lost: Error | undefined;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") outputClosed.abort();
      else lost = error;
    });
  }

  const terminal = createNodeTerminal({ noColour: argv.includes("--no-color") });
  const code = await run(argv, {
    terminal,
    createHost: async () => (await import("../host/node-host.ts")).createNodeHost(),
    signal: interrupted.signal,
    outputClosed: outputClosed.signal,
    debug: (process.env["MCPC_DEBUG"] ?? "") !== "",
  });
  await flushed(process.stdout);
  await flushed(process.stderr);
  // Whoever reads an incomplete report must not take it for the whole.
  if (lost !== undefined) reportDiagnostics(terminal, errorDiagnostics(lost));
  process.exit(lost === undefined ? code : exitCodes.error);
}

/** Resolves when everything written before went out, or when nobody reads any more. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    // What failed is told in a later turn of the event loop.
    const settle = (): void => void setImmediate(resolve);
    if (stream.destroyed || stream.writableLength === 0) settle();
    else stream.write("", settle);
  });
}
