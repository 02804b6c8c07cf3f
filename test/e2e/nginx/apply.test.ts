import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { freePort } from "../../free-port.ts";
import { Backend } from "../../nginx/backend.ts";
import { nginxPrograms } from "../../nginx/programs.ts";
import { send } from "../../nginx/send.ts";
import { openLegacyServer } from "../../runtime/connect/legacy-http-server.ts";
import { openModernServer } from "../../runtime/connect/modern-http-server.ts";
import { lacks } from "../requirement.ts";
import { machine, portOf, running, stackText } from "./stack.ts";

const file = "mcpc-e2e.dev.conf";
const marker = async (port: number) =>
  (await send(port, { method: "GET", path: "/healthz", headers: { host: "localhost" } })).headers["mcpc-configuration"];

describe.skipIf(lacks("nginx-program")).each(nginxPrograms)("nginx $version", (given) => {
  const { version } = given;

  it("takes a site over, calls its servers, needs nothing more, and lets it go", async () => {
    const { sandbox, nginx } = await machine(given);
    const [old, recent, port] = [portOf((await openLegacyServer()).url), portOf((await openModernServer()).url), await freePort()];
    const servers = [running("old", old, ", protocol: legacy"), running("recent", recent, ", protocol: modern, limits: {rate: 50/s}")].join(
      "\n",
    );
    sandbox.write({ "mcp.stack.yaml": stackText(nginx, { version, servers, port }) });
    expect(await sandbox.done(["apply", "--yes"])).toContain("Revision 1 is stable");
    expect(await sandbox.done(["plan"])).toContain("Nothing to do");
    const status = await sandbox.json<{ readonly servers: readonly { readonly name: string; readonly ready: boolean }[] }>(["status"]);
    expect(status.servers.map(({ name, ready }) => [name, ready])).toEqual([
      ["old", true],
      ["recent", true],
    ]);
    for (const name of ["old", "recent"]) expect(await sandbox.done(["call", name, "add", '{"a": 2, "b": 3}'])).toContain("5");
    expect(await sandbox.done(["logs", "recent", "--tail", "1"])).toContain('"mcp_method":');
    expect(await sandbox.done(["destroy", "--yes"])).toContain("Everything is removed");
    expect(readdirSync(nginx.sites)).toEqual([]);
    await expect(send(port, { headers: { host: "localhost" } })).rejects.toThrow("ECONNREFUSED");
  });

  it("keeps tokens and headers in files of their own, and applies again when they change", async () => {
    const { sandbox, nginx } = await machine(given);
    const backend = new Backend();
    const [at, port] = [await backend.listen(), await freePort()];
    const servers = `  far: {run: {url: "http://127.0.0.1:${at}/mcp", headers: {X-Key: "k \${secret.key}"}}, protocol: modern}`;
    const text = stackText(nginx, {
      version,
      servers,
      port,
      gateway: 'auth: {bearer: {tokens: "${secret.tokens}"}}',
      secrets: "{tokens: {from: {env: TOKENS}}, key: {from: {env: KEY}}}",
    });
    sandbox.write({ "mcp.stack.yaml": text });
    const env = { TOKENS: "first-token-1", KEY: 'canary$key"' };
    await sandbox.done(["apply", "--yes"], { env });
    for (const name of [`mcpc-e2e.dev.tokens`, `mcpc-e2e.dev.far.headers`])
      expect(statSync(join(nginx.sites, name)).mode & 0o777).toBe(0o600);
    expect(readdirSync(nginx.sites)).toEqual([file, "mcpc-e2e.dev.far.headers", "mcpc-e2e.dev.tokens"]);
    const status = async (token: string) =>
      (await send(port, { path: "/far/mcp", headers: { host: "localhost", authorization: `Bearer ${token}` } })).status;
    expect([await status("first-token-1"), await status("second-token-2")]).toEqual([200, 401]);
    expect(backend.seen.at(-1)?.headers).toMatchObject({ "x-key": 'k canary$key"' });
    const changed = { ...env, TOKENS: "second-token-2" };
    expect(await sandbox.done(["apply", "--yes"], { env: changed })).toContain("secret");
    expect([await status("first-token-1"), await status("second-token-2")]).toEqual([401, 200]);
    expect(sandbox.printed.join("")).not.toMatch(/first-token|second-token|canary/);
    expect(readFileSync(join(nginx.sites, file), "utf8")).not.toMatch(/first-token|second-token|canary/);
    await sandbox.done(["destroy", "--yes"], { env });
    expect(readdirSync(nginx.sites)).toEqual([]);
  });

  it("sees what was changed by hand, and puts it back", async () => {
    const { sandbox, nginx } = await machine(given);
    const [at, port] = [await new Backend().listen(), await freePort()];
    sandbox.write({
      "mcp.stack.yaml": stackText(nginx, { version, servers: running("a", at, ", protocol: modern, limits: {rate: 40/s}"), port }),
    });
    await sandbox.done(["apply", "--yes"]);
    const written = readFileSync(join(nginx.sites, file), "utf8");
    writeFileSync(join(nginx.sites, file), written.replace("rate=40r/s", "rate=4000r/s"));
    const drift = await sandbox.run(["drift", "--detailed-exitcode"]);
    expect(drift.stdout).toContain("Changed behind mcpc's back");
    await sandbox.done(["apply", "--yes"]);
    expect(readFileSync(join(nginx.sites, file), "utf8")).toContain("rate=40r/s");
    // Reloaded by somebody who had taken the file away: it is not there for nginx, and that is seen, too.
    await nginx.kill();
    expect(await sandbox.done(["plan"])).toContain("nginx is not running");
    const refused = await sandbox.run(["apply", "--yes"]);
    expect([refused.code, `${refused.stdout}${refused.stderr}`.includes("nginx is not running")]).toEqual([1, true]);
    await nginx.start();
    expect(await sandbox.done(["plan"])).toContain("Nothing to do");
  });

  it("puts back what was there when nginx does not take the new one over", async () => {
    const { sandbox, nginx } = await machine(given);
    const [at, port] = [await new Backend().listen(), await freePort()];
    const taken = await new Backend().listen();
    const stack = (on: number, more = "") =>
      stackText(nginx, { version, servers: running("a", at, `, protocol: modern${more}`), port: on });
    sandbox.write({ "mcp.stack.yaml": stack(port) });
    await sandbox.done(["apply", "--yes"]);
    const [before, text] = [await marker(port), readFileSync(join(nginx.sites, file), "utf8")];

    sandbox.write({ "mcp.stack.yaml": stack(taken) });
    const failed = await sandbox.run(["apply", "--yes"]);
    expect(failed.code).not.toBe(0);
    expect(failed.stdout + failed.stderr).toMatch(
      /does not take the site over: bind\(\) to 127\.0\.0\.1:\d+ failed.*what was there before is back/,
    );
    expect(readFileSync(join(nginx.sites, file), "utf8").replaceAll(/-r\d+;/g, "")).toBe(text.replaceAll(/-r\d+;/g, ""));
    expect(String(await marker(port)).replace(/-r\d+$/, "")).toBe(String(before).replace(/-r\d+$/, ""));

    nginx.write("other.conf", "nonsense;\n");
    sandbox.write({ "mcp.stack.yaml": stack(port, ", limits: {rate: 9/s}") });
    const broken = await sandbox.run(["apply", "--yes"]);
    expect(broken.stdout + broken.stderr).toContain('nginx refuses its configuration as a whole: unknown directive "nonsense"');
    expect((await send(port, { path: "/a/mcp", headers: { host: "localhost" } })).status).toBe(200);
    expect(readdirSync(nginx.sites)).toEqual([file, "other.conf"]);
  });

  it("returns to what worked when a server does not shake hands", async () => {
    const { sandbox, nginx } = await machine(given);
    const [at, port, nobody] = [await new Backend().listen(), await freePort(), await freePort()];
    const stack = (behind: number) =>
      stackText(nginx, { version, servers: running("a", behind, ", protocol: modern, health: {startup: {timeout: 1s}}"), port });
    sandbox.write({ "mcp.stack.yaml": stack(at) });
    await sandbox.done(["apply", "--yes"]);
    sandbox.write({ "mcp.stack.yaml": stack(nobody) });
    const failed = await sandbox.run(["apply", "--yes"]);
    expect(failed.stdout + failed.stderr).toMatch(/server "a" does not shake hands through nginx: status 502/);
    expect((await send(port, { path: "/a/mcp", headers: { host: "localhost" } })).status).toBe(200);
    expect(readFileSync(join(nginx.sites, file), "utf8")).toContain(`server 127.0.0.1:${at} `);
  });

  it("leaves alone what is somebody else's, and a folder that nginx does not read", async () => {
    const { sandbox, nginx } = await machine(given);
    const [at, port] = [await new Backend().listen(), await freePort()];
    const text = stackText(nginx, { version, servers: running("a", at, ", protocol: modern"), port });
    nginx.write(file, "# mine\n");
    sandbox.write({ "mcp.stack.yaml": text });
    const refused = await sandbox.run(["apply", "--yes"]);
    expect([refused.code === 0, refused.stderr.includes("MCPC6023")]).toEqual([false, true]);
    expect((await sandbox.run(["destroy", "--yes"])).code).toBe(0);
    expect(readFileSync(join(nginx.sites, file), "utf8")).toBe("# mine\n");

    const elsewhere = join(nginx.folder, "elsewhere");
    sandbox.write({ "elsewhere/x": "", "mcp.stack.yaml": text.replace(nginx.sites, join(sandbox.stack, "elsewhere")) });
    const unread = await sandbox.run(["apply", "--yes"]);
    expect(unread.stdout + unread.stderr).toContain("nginx does not include files of");
    expect([existsSync(elsewhere), readdirSync(join(sandbox.stack, "elsewhere"))]).toEqual([false, ["x"]]);
  });

  it("refuses an nginx that is older than what is written", async () => {
    const { sandbox, nginx } = await machine(given);
    sandbox.write({
      "mcp.stack.yaml": stackText(nginx, { version: "1.99", servers: running("a", await freePort()), port: await freePort() }),
    });
    const { code, stderr, stdout } = await sandbox.run(["apply", "--yes"]);
    expect([code === 0, `${stdout}${stderr}`.includes(`write edge: {nginx: {version: "${version}"}}`)]).toEqual([false, true]);
    expect(readdirSync(nginx.sites)).toEqual([]);
  });
});
