import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Host } from "../../src/host/host.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { createNodeHost } from "../../src/host/node-host.ts";

const folder = mkdtempSync(join(tmpdir(), "mcpc-host-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = (bytes: Uint8Array | undefined) => (bytes === undefined ? undefined : new TextDecoder().decode(bytes));

/** What both hosts promise: the memory host may stand in for the real one in every other test. */
const contract: readonly [string, (host: Host, root: string) => Promise<void>][] = [
  [
    "reads back what was written, and nothing where nothing is",
    async (host, root) => {
      await host.writeFile(`${root}/a`, "one");
      await host.writeFile(`${root}/a`, new TextEncoder().encode("zwei"));
      expect(text(await host.readFile(`${root}/a`))).toBe("zwei");
      expect(await host.readFile(`${root}/none`)).toBeUndefined();
      expect(await host.readFile(`${root}/a/below`)).toBeUndefined();
      expect(await host.list(root)).toEqual(["a"]);
    },
  ],
  [
    "writes with mode 0600 unless told otherwise",
    async (host, root) => {
      await host.writeFile(`${root}/a`, "");
      await host.writeFile(`${root}/b`, "", 0o644);
      await host.createFile(`${root}/c`, "");
      await host.appendFile(`${root}/d`, "");
      const modes = await Promise.all(["a", "b", "c", "d"].map(async (name) => (await host.stat(`${root}/${name}`))?.mode));
      expect(modes).toEqual([0o600, 0o644, 0o600, 0o600]);
    },
  ],
  [
    "refuses to write into a folder that is not there, or over a folder",
    async (host, root) => {
      await expect(host.writeFile(`${root}/none/a`, "")).rejects.toThrow("ENOENT");
      await expect(host.appendFile(`${root}/none/a`, "")).rejects.toThrow("ENOENT");
      await host.makeDirectory(`${root}/folder`);
      await expect(host.writeFile(`${root}/folder`, "")).rejects.toThrow();
      await expect(host.readFile(`${root}/folder`)).rejects.toThrow("EISDIR");
      expect(await host.list(root)).toEqual(["folder"]);
    },
  ],
  [
    "creates a file only once, and leaves the first content",
    async (host, root) => {
      const won = await Promise.all([1, 2, 3, 4].map((name) => host.createFile(`${root}/lock`, `held by ${name}`)));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(text(await host.readFile(`${root}/lock`))).toBe(`held by ${won.indexOf(true) + 1}`);
      expect(await host.createFile(`${root}/lock`, "later")).toBe(false);
      expect(await host.list(root)).toEqual(["lock"]);
    },
  ],
  [
    "appends",
    async (host, root) => {
      await host.appendFile(`${root}/journal`, "a\n");
      await host.appendFile(`${root}/journal`, "b\n");
      expect(text(await host.readFile(`${root}/journal`))).toBe("a\nb\n");
    },
  ],
  [
    "reads a piece of a file",
    async (host, root) => {
      await host.writeFile(`${root}/log`, "0123456789");
      expect(text(await host.readFrom(`${root}/log`, 3, 4))).toBe("3456");
      expect(text(await host.readFrom(`${root}/log`, 8, 100))).toBe("89");
      expect(await host.readFrom(`${root}/log`, 10, 100)).toHaveLength(0);
      expect(await host.readFrom(`${root}/none`, 0, 100)).toHaveLength(0);
    },
  ],
  [
    "makes folders with their parents, private unless told otherwise",
    async (host, root) => {
      await host.makeDirectory(`${root}/x/y`);
      await host.makeDirectory(`${root}/x/y`);
      expect(await host.stat(`${root}/x`)).toMatchObject({ kind: "directory", mode: 0o700 });
      expect(await host.stat(`${root}/x/y`)).toMatchObject({ kind: "directory", mode: 0o700 });
      expect(await host.list(`${root}/none`)).toEqual([]);
      expect(await host.stat(`${root}/none`)).toBeUndefined();
    },
  ],
  [
    "renames a file over another and a folder with what is in it",
    async (host, root) => {
      await host.writeFile(`${root}/a`, "a");
      await host.writeFile(`${root}/b`, "b");
      await host.rename(`${root}/a`, `${root}/b`);
      await host.makeDirectory(`${root}/x`);
      await host.writeFile(`${root}/x/inner`, "i");
      await host.rename(`${root}/x`, `${root}/y`);
      expect(await host.list(root)).toEqual(["b", "y"]);
      expect(text(await host.readFile(`${root}/b`))).toBe("a");
      expect(text(await host.readFile(`${root}/y/inner`))).toBe("i");
      await expect(host.rename(`${root}/none`, `${root}/z`)).rejects.toThrow("ENOENT");
    },
  ],
  [
    "refuses to rename over a folder that holds something",
    async (host, root) => {
      await host.makeDirectory(`${root}/x`);
      await host.makeDirectory(`${root}/y`);
      await host.writeFile(`${root}/y/kept`, "");
      await expect(host.rename(`${root}/x`, `${root}/y`)).rejects.toThrow("ENOTEMPTY");
    },
  ],
  [
    "removes files, folders and nothing at all",
    async (host, root) => {
      await host.makeDirectory(`${root}/x/y`);
      await host.writeFile(`${root}/x/y/inner`, "i");
      await host.remove(`${root}/x`);
      await host.remove(`${root}/none`);
      expect(await host.list(root)).toEqual([]);
    },
  ],
  [
    "resolves real paths of what exists",
    async (host, root) => {
      await host.writeFile(`${root}/a`, "");
      await host.makeDirectory(`${root}/x`);
      expect(await host.realPath(`${root}/x/../a`)).toBe(`${root}/a`);
      expect(await host.realPath(`${root}/none`)).toBeUndefined();
    },
  ],
  [
    "sleeps, and stops sleeping when asked",
    async (host) => {
      const before = host.now();
      await host.sleep(5);
      expect(host.now()).toBeGreaterThanOrEqual(before + 4);
      const reason = new Error("enough");
      await expect(host.sleep(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
    },
  ],
  [
    "gives as many random bytes as asked, new ones each time",
    async (host) => {
      expect(host.random(32)).toHaveLength(32);
      expect(host.random(16)).not.toEqual(host.random(16));
    },
  ],
  [
    "rejects a program that does not exist",
    async (host) => {
      await expect(host.query(["mcpc-no-such-program"])).rejects.toThrow("ENOENT");
      expect(await host.which("mcpc-no-such-program")).toBeUndefined();
    },
  ],
];

let made = 0;
for (const [sentence, check] of contract) {
  it(`memory host: ${sentence}`, () => check(createMemoryHost({ directories: ["/root"] }), "/root"));
  it(`node host: ${sentence}`, async () => {
    const host = createNodeHost();
    const root = join(folder, String(made++));
    await host.makeDirectory(root);
    await check(host, root);
  });
}
