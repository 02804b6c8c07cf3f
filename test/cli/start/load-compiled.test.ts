import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it, onTestFinished } from "vitest";

interface Bundle {
  readonly file: string;
  readonly cache: string;
  /** What a process of its own gets from the bundle. */
  readonly answer: () => string;
}

function newBundle(answer: string): Bundle {
  const folder = mkdtempSync(join(tmpdir(), "mcpc-compiled-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "bundle.cjs");
  const cache = join(folder, "kept", "verb");
  write(file, answer);
  const program = `
    import { loadCompiled } from ${JSON.stringify(resolve("src/cli/start/load-compiled.ts"))};
    process.stdout.write(loadCompiled(${JSON.stringify(file)}, ${JSON.stringify(cache)}).answer());`;
  return { file, cache, answer: () => execFileSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" }) };
}

function write(file: string, answer: string): void {
  const text = `exports.answer = () => require("node:path").basename(__filename) + " says ${answer}";`;
  writeFileSync(file, `(function (exports, require, module, __filename, __dirname) {${text}\n})\n`);
}

it("runs the same from the compiled form as from the source", () => {
  const { cache, answer } = newBundle("héllo");
  expect(answer()).toBe("bundle.cjs says héllo");
  const kept = readFileSync(cache);
  expect(answer()).toBe("bundle.cjs says héllo");
  expect(readFileSync(cache).equals(kept)).toBe(true);
});

it("does not take another source of the same length for the one it kept", () => {
  const { file, answer } = newBundle("one");
  answer();
  write(file, "two");
  expect(answer()).toBe("bundle.cjs says two");
});

it("makes a damaged cache anew", () => {
  const { cache, answer } = newBundle("one");
  answer();
  const kept = readFileSync(cache);
  for (const damaged of [kept.subarray(0, 3), kept.subarray(0, 200), Buffer.from(kept).fill(0x55, 100, 140)]) {
    writeFileSync(cache, damaged);
    expect(answer()).toBe("bundle.cjs says one");
    expect(readFileSync(cache).length).toBe(kept.length);
  }
});

it("does without a cache that cannot be written", () => {
  const { cache, answer } = newBundle("one");
  writeFileSync(resolve(cache, "..", "..", "kept"), "a file where the folder would be");
  expect(answer()).toBe("bundle.cjs says one");
  expect(existsSync(cache)).toBe(false);
});
