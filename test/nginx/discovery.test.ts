import { describe, expect, it } from "vitest";
import { nginxSiteFile } from "../../src/nginx/nginx-files.ts";
import { nginxFeatures } from "../../src/nginx/version.ts";
import { lacks } from "../e2e/requirement.ts";
import { until } from "../e2e/until.ts";
import { freePort } from "../free-port.ts";
import { Backend } from "./backend.ts";
import { NameServer } from "./name-server.ts";
import { OwnNginx } from "./own-nginx.ts";
import { nginxPrograms } from "./programs.ts";
import { send } from "./send.ts";
import { route, site, upstream } from "./sites.ts";

describe.skipIf(lacks("nginx-program")).each(nginxPrograms)("nginx $version", ({ program, version }) => {
  it("starts without a server's name, finds it when it comes, and follows it when it moves", async () => {
    const names = new NameServer();
    const nginx = new OwnNginx(program);
    const [here, there] = [new Backend(), new Backend()];
    const behind = await here.listen();
    await there.listen(behind, "127.0.0.2");
    const port = await freePort();
    const routes = [
      route("tasks", { upstream: { ...upstream([]), servers: [{ host: "tasks.internal", port: behind }] } }),
      route("other", { upstream: { ...upstream([]), servers: [{ host: "other.internal", port: behind }] } }),
    ];
    names.addresses.set("other.internal", ["127.0.0.1"]);
    nginx.write("site.conf", nginxSiteFile(site(nginx.logs, port, { version, resolver: `127.0.0.1:${await names.listen()}`, routes })));
    expect(nginx.test()).toBe("");
    await nginx.start();
    const status = async (path: string) => (await send(port, { path })).status;
    expect(await until(async () => (await status("/other/mcp")) === 200)).toBe(true);
    // One that is missing takes no other one down.
    expect([await status("/tasks/mcp"), await status("/other/mcp")]).toEqual([502, 200]);

    names.addresses.set("tasks.internal", ["127.0.0.1"]);
    expect(await until(async () => (await status("/tasks/mcp?a=1")) === 200, { timeoutMs: 8_000 })).toBe(true);
    expect(here.seen.at(-1)?.url).toBe("/mcp?a=1");

    names.addresses.set("tasks.internal", ["127.0.0.2"]);
    // Each worker looks it up for itself.
    const allThere = async () => {
      const before = here.seen.length;
      for (let call = 0; call < 8; call++) if ((await status("/tasks/mcp")) !== 200) return false;
      return here.seen.length === before && there.seen.length > 0;
    };
    expect(await until(allThere, { timeoutMs: 8_000 })).toBe(true);
  });

  it.skipIf(!nginxFeatures(version).sticky)(
    "keeps sessions with the replica that began them, though all share a name and some come and go (from 1.29.6 on)",
    async () => {
      const names = new NameServer();
      const nginx = new OwnNginx(program);
      const addresses = ["127.0.0.1", "127.0.0.2", "127.0.0.3"];
      const replicas = addresses.map(
        (own) =>
          new Backend((request, response) => {
            const session = request.headers["mcp-session-id"];
            const isOwn = session === undefined || String(session).startsWith(`${own} `);
            response.writeHead(isOwn ? 200 : 404, { "mcp-session-id": String(session ?? `${own} ${Math.random()}`) }).end("{}");
          }),
      );
      const behind = (await replicas[0]?.listen()) ?? 0;
      await Promise.all(replicas.slice(1).map((replica, index) => replica.listen(behind, addresses[index + 1])));
      const port = await freePort();
      names.addresses.set("old.internal", addresses);
      const old = route("old", { affinity: "session", upstream: { ...upstream([]), servers: [{ host: "old.internal", port: behind }] } });
      nginx.write(
        "site.conf",
        nginxSiteFile(site(nginx.logs, port, { version, resolver: `127.0.0.1:${await names.listen()}`, routes: [old] })),
      );
      await nginx.start();
      expect(await until(async () => (await send(port, { path: "/old/mcp" })).status === 200)).toBe(true);
      const sessions: string[] = [];
      for (let count = 0; count < 30; count++) sessions.push(String((await send(port, { path: "/old/mcp" })).headers["mcp-session-id"]));
      const callAll = () =>
        Promise.all(
          sessions.map(
            async (session) =>
              [session.split(" ")[0], (await send(port, { path: "/old/mcp", headers: { "mcp-session-id": session } })).status] as const,
          ),
        );
      expect(new Set(sessions.map((session) => session.split(" ")[0])).size).toBe(3);
      for (let round = 0; round < 3; round++) expect((await callAll()).filter(([, status]) => status !== 200)).toEqual([]);
      // What is left of the sessions of one that is gone is told to begin anew; all others live on.
      names.addresses.set("old.internal", ["127.0.0.1", "127.0.0.3"]);
      expect(
        await until(async () => (await callAll()).every(([own, status]) => status === (own === "127.0.0.2" ? 404 : 200)), {
          timeoutMs: 8_000,
          pauseMs: 200,
        }),
      ).toBe(true);
    },
  );
});
