import type { Readable } from "node:stream";
import type { Clock } from "../clock.ts";
import { LineSplitter, longestLine } from "./line-splitter.ts";
import type { UnitLog } from "./unit-log.ts";

/** What is read of one stream within a second; beyond it the writer has to wait, so that a flood costs little time here. */
const readLimit = 4 * 1_024 * 1_024;
const windowMs = 1_000;

/** Brings everything a stream gives into the log, line by line. */
export function readOutput(stream: Readable, origin: "stdout" | "stderr", log: UnitLog, clock: Clock): void {
  const splitter = new LineSplitter((line) => log.write(origin, line), longestLine + log.lookahead);
  let windowEnd = 0;
  let bytes = 0;
  stream.on("data", (chunk: Buffer) => {
    const now = clock.now();
    if (now >= windowEnd) {
      windowEnd = now + windowMs;
      bytes = 0;
    }
    bytes += chunk.length;
    splitter.push(chunk);
    if (bytes < readLimit) return;
    stream.pause();
    clock.after(windowEnd - now, () => stream.resume());
  });
  stream.once("close", () => splitter.end());
}
