import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, it } from "vitest";
import { createNodeHost } from "../../src/host/node-host.ts";

const folder = mkdtempSync(join(tmpdir(), "mcpc-host-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const host = createNodeHost();
const node = (script: string) => [process.execPath, "-e", script];

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(where: string | number, answer: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer({}, answer);
  servers.push(server);
  await new Promise<void>((resolve) =>
    typeof where === "string" ? server.listen(where, resolve) : server.listen(where, "127.0.0.1", resolve),
  );
  return typeof where === "string" ? where : `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function collect(lines: AsyncIterable<string>): Promise<string[]> {
  const collected: string[] = [];
  for await (const line of lines) collected.push(line);
  return collected;
}

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; !(await condition()); tries++) {
    if (tries > 200) throw new Error("it did not happen within 4 s");
    await host.sleep(20);
  }
}

it("runs a program without a shell, with its input, folder and complete environment", async () => {
  const script = "process.stdin.on('data', d => console.log(String(d), process.cwd(), Object.keys(process.env).join(), process.argv[1]))";
  const result = await host.query([...node(script), "$HOME;*"], { cwd: folder, env: { ONLY: "x" }, input: "hello" });
  expect(result).toEqual({ code: 0, stdout: `hello ${folder} ONLY $HOME;*\n`, stderr: "", timedOut: false });
});

it("tells the exit code and stderr of a program that fails", async () => {
  expect(await host.run(node("console.error('bad'); process.exit(3)"))).toEqual({ code: 3, stdout: "", stderr: "bad\n", timedOut: false });
});

it("ends a program, and what that started, after its timeout", async () => {
  const file = join(folder, "grandchild");
  const script = `const c = require('child_process').spawn('sleep', ['60']); require('fs').writeFileSync(${JSON.stringify(file)}, String(c.pid)); setInterval(() => {}, 1000)`;
  const result = await host.run(node(script), { timeout: 500 });
  expect(result).toMatchObject({ code: undefined, timedOut: true });
  await until(async () => !(await host.isAlive(Number(readFileSync(file, "utf8")))));
});

it("does not wait for a grandchild that keeps the pipes open", async () => {
  const result = await host.query(["sh", "-c", "sleep 3 & echo done"], { timeout: 2_500 });
  expect(result).toMatchObject({ code: 0, stdout: "done\n" });
});

it("ends a program when its signal is aborted, with the signal's reason", async () => {
  const reason = new Error("interrupted");
  const controller = new AbortController();
  const running = host.run(node("setInterval(() => {}, 1000)"), { signal: controller.signal });
  controller.abort(reason);
  await expect(running).rejects.toBe(reason);
  await expect(host.run(node("1"), { signal: controller.signal })).rejects.toBe(reason);
});

it("ends a program that never stops printing", async () => {
  await expect(host.query(["yes"])).rejects.toThrow('"yes" printed more than 16 MiB');
});

it("finds programs on PATH and by path", async () => {
  const program = join(folder, "program");
  writeFileSync(program, "", { mode: 0o755 });
  const there = createNodeHost({ env: { PATH: `/none:${folder}` } });
  expect(await there.which("program")).toBe(program);
  expect(await there.which(program)).toBe(program);
  expect(await there.which("sh")).toBeUndefined();
});

it("starts a program that goes on without mcpc, and signals it", async () => {
  const output = join(folder, "detached.log");
  const pid = await host.spawnDetached(node("console.log(process.env.GIVEN); setInterval(() => {}, 1000)"), {
    cwd: folder,
    env: { GIVEN: "yes" },
    output,
  });
  try {
    await until(() => readFileSync(output, "utf8") === "yes\n");
    expect(statSync(output).mode & 0o777).toBe(0o600);
    expect(await host.isAlive(pid)).toBe(true);
    expect(await host.isAlive(pid, "0")).toBe(false);
  } finally {
    expect(await host.kill(-pid, "SIGKILL")).toBe(true);
  }
  await until(async () => !(await host.isAlive(pid)));
  await until(async () => !(await host.kill(pid, "SIGTERM")));
});

it("never signals everything", async () => {
  for (const pid of [0, -1, 1, Number.NaN]) await expect(host.kill(pid, "SIGTERM")).rejects.toThrow("may be signalled");
});

it("talks HTTP to a URL and over a Unix socket", async () => {
  const answer: Parameters<typeof createServer>[1] = async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    response.writeHead(request.url === "/none" ? 404 : 200, { "x-seen": `${request.method} ${request.headers["x-give"]}` });
    response.end(`got ${body} ü`);
  };
  const url = await listen(0, answer);
  const socket = await listen(join(folder, "http.sock"), answer);
  const request = { method: "PUT", headers: { "x-give": "1" }, body: "data" };
  for (const endpoint of [{ url: `${url}/there` }, { socket, path: "/there" }]) {
    expect(await host.request(endpoint, request)).toMatchObject({ status: 200, headers: { "x-seen": "PUT 1" }, body: "got data ü" });
  }
  expect(await host.get({ socket, path: "/none" })).toMatchObject({ status: 404, headers: { "x-seen": "GET undefined" } });
});

it("rejects when nobody answers, or not in time", async () => {
  await expect(host.get({ socket: join(folder, "none.sock"), path: "/" })).rejects.toThrow("ENOENT");
  const url = await listen(0, (_request, response) => response.write("half"));
  await expect(host.get({ url }, { timeout: 100 })).rejects.toThrow("did not answer within 0.1 s");
  const reason = new Error("interrupted");
  await expect(host.get({ url }, { signal: AbortSignal.timeout(50) })).rejects.toThrow("aborted due to timeout");
  await expect(host.get({ url }, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

it("streams lines as they come, whole ones, until the signal ends it", async () => {
  const url = await listen(0, (_request, response) => {
    response.write('{"a":1}\n{"b"');
    setTimeout(() => response.write(':2}\n{"c":'), 30);
  });
  const controller = new AbortController();
  const seen: string[] = [];
  for await (const line of host.lines({ url }, { signal: controller.signal })) {
    seen.push(line);
    if (seen.length === 2) controller.abort();
  }
  expect(seen).toEqual(['{"a":1}', '{"b":2}']);
});

it("streams lines until the other side ends, the last one without a newline included", async () => {
  const url = await listen(0, (_request, response) => response.end("one\ntwo"));
  expect(await collect(host.lines({ url }))).toEqual(["one", "two"]);
  const broken = await listen(0, (_request, response) => response.writeHead(500).end());
  await expect(collect(host.lines({ url: broken }))).rejects.toThrow("answered 500");
});

it("finds the daemon beside the running code", () => {
  const [program, daemon] = host.daemonCommand;
  expect(program).toBe(process.execPath);
  expect(daemon).toMatch(/src\/runtime\/supervisor\/daemon-main\.ts$/);
});

it.skipIf(process.platform !== "linux")("gives up on a folder that cannot be made, whatever reason the system names", async () => {
  // procfs says ENOENT of a folder in one that is there.
  await expect(host.makeDirectory("/proc/mcpc/a/b")).rejects.toMatchObject({ code: "ENOENT" });
  writeFileSync(join(folder, "file"), "");
  await expect(host.makeDirectory(join(folder, "file"))).rejects.toMatchObject({ code: "EEXIST" });
  await expect(host.makeDirectory(join(folder, "file/below"))).rejects.toMatchObject({ code: "ENOTDIR" });
});
