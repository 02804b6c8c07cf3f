import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { RequestLog } from "../../../../src/runtime/supervisor/log/request-log.ts";

it("tells how many lines were lost while the disk could not follow", async () => {
  const folder = mkdtempSync(join(tmpdir(), "mcpc-requests-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "requests.log");
  const log = new RequestLog(path, { maxBytes: 100 * 1024 * 1024, files: 1 });
  const line = `${JSON.stringify({ level: 30, text: "x".repeat(1000) })}\n`;
  // More at once than may wait.
  for (let count = 0; count < 2000; count++) log.write(line);
  await new Promise((resolve) => setTimeout(resolve, 200));
  log.write('{"level":30,"last":true}\n');
  await log.close();
  const entries = readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((text) => JSON.parse(text) as Record<string, unknown>);
  const [told, last] = entries.slice(-2);
  expect(told).toMatchObject({ level: 40, name: "mcpc-gateway", lost: 2000 - (entries.length - 2) });
  expect(Number(told?.["lost"])).toBeGreaterThan(0);
  expect(last).toEqual({ level: 30, last: true });
});
