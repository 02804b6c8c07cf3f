import type { Readable } from "node:stream";
import { LineSplitter } from "../log/line-splitter.ts";
import type { UnitLog } from "../log/unit-log.ts";

/**
 * Logs what a stdio server writes to stdout that cannot be a message: usage texts and errors of programs that are no MCP server.
 * Listens beside the conversation, until the function it gives is called.
 */
export function logStrayOutput(output: Readable, log: UnitLog): () => void {
  const splitter = new LineSplitter((line) => {
    if (line.trim() !== "" && !/^\s*[{[]/.test(line)) log.write("stdout", line);
  });
  const listen = (chunk: Buffer) => splitter.push(chunk);
  output.on("data", listen);
  return () => {
    output.off("data", listen);
    splitter.end();
  };
}
