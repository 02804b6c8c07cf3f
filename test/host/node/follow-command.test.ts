import { expect, it } from "vitest";
import { followCommand } from "../../../src/host/node/follow-command.ts";

const node = (code: string) => [process.execPath, "-e", code];
const env = process.env as Readonly<Record<string, string>>;

async function collected(lines: AsyncIterable<{ stream: string; text: string }>): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { stream, text } of lines) found.push(`${stream} ${text}`);
  return found;
}

it("gives the lines of both streams until the program ends", async () => {
  const found = await collected(followCommand(node("console.log('a');console.error('b');console.log('c')"), env));
  expect(found.filter((line) => line.startsWith("stdout"))).toEqual(["stdout a", "stdout c"]);
  expect(found).toContain("stderr b");
});

it("loses nothing of a program that prints faster than anybody reads", async () => {
  const found = await collected(followCommand(node("for (let i = 0; i < 20000; i++) console.log(i)"), env));
  expect(found).toHaveLength(20_000);
  expect(found.at(-1)).toBe("stdout 19999");
});

it("ends with its signal, and with whoever reads, and takes the program along", async () => {
  const ending = new AbortController();
  const pids: number[] = [];
  const endless = node("console.log(process.pid); setInterval(() => console.log('on'), 10)");
  for await (const { text } of followCommand(endless, env, ending.signal)) {
    if (text !== "on") pids.push(Number(text));
    else ending.abort();
  }
  for await (const { text } of followCommand(endless, env)) {
    pids.push(Number(text));
    break;
  }
  expect(pids).toHaveLength(2);
  const lives = (pid: number) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  await expect.poll(() => pids.some(lives)).toBe(false);
});

it("refuses a program that is not there", async () => {
  await expect(collected(followCommand(["/nowhere/program"], env))).rejects.toThrow("ENOENT");
});
