import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { supervisorFiles } from "../../../src/runtime/supervisor/state-files.ts";
import { nodeImage } from "../../e2e/node-image.ts";
import { lacks } from "../../e2e/requirement.ts";
import { freePort } from "../../free-port.ts";
import { liveTarget, TestEnvironment } from "./environment.ts";
import { goodServer } from "./fixtures.ts";
import { compileLocal, server, service } from "./model.ts";

const docker = (...args: string[]) => execFileSync("docker", args, { encoding: "utf8" }).trim();
const ours = (environment: TestEnvironment) =>
  docker("ps", "--all", "--format", "{{.Names}}", "--filter", "label=dev.mcpc.stack=team")
    .split("\n")
    .filter((name) => name.includes(environment.mark));

it.skipIf(lacks("docker"))(
  "runs images as containers, reaches them, and removes them",
  async () => {
    const image = nodeImage();
    const environment = new TestEnvironment();
    environment.secrets["pg"] = "canary-in-a-container";
    copyFileSync(goodServer[1], join(environment.scope.root, "server.mjs"));
    const port = await freePort();
    const script =
      "require('fs').appendFileSync('/keep/starts', process.env.PASSWORD.length + ' ');" +
      "require('http').createServer((q, s) => s.end('ok')).listen(process.env.PORT); process.on('SIGTERM', () => process.exit())";
    const { resources } = compileLocal({
      services: [
        service(
          "db",
          { kind: "image", image, args: ["/bin/node", "-e", script] },
          {
            port,
            env: { PORT: String(port), PASSWORD: { template: [{ secret: "pg" }] } },
            data: { path: "/keep" },
            health: {
              startupTimeoutMs: 30_000,
              readiness: {
                check: { kind: "exec", command: ["/bin/node", "-e", `fetch('http://127.0.0.1:${port}')`] },
                intervalMs: 500,
                timeoutMs: 10_000,
                failures: 3,
              },
            },
          },
        ),
      ],
      servers: [
        server(
          "box",
          { kind: "image", image, args: ["/bin/node", "/code/server.mjs"] },
          {
            needs: [{ address: "service.db", until: "healthy", restart: false }],
            resources: { memoryBytes: 256 * 1024 * 1024, pids: 50 },
            security: {
              privileged: false,
              readOnly: true,
              capabilities: [],
              hostNetwork: false,
              mounts: [{ source: ".", target: "/code", readOnly: true }],
            },
          },
        ),
      ],
    });
    const { readiness } = await environment.apply(resources);
    // Whole, so that a failure shows the message and the last lines of the container's log.
    expect(readiness).toEqual({ "service.db": { state: "ready" }, "server.box": { state: "ready", tools: 1, protocol: "2025-11-25" } });
    expect((await environment.host.get({ url: `http://127.0.0.1:${port}/` })).body).toBe("ok");
    expect(readFileSync(join(supervisorFiles(environment.scope.stateDirectory).data, "db/starts"), "utf8")).toBe("21 ");
    expect(ours(environment)).toHaveLength(2);
    const arguments_ = execFileSync("ps", ["-eo", "args"], { encoding: "utf8" });
    expect(arguments_).not.toContain("canary-in-a-container");

    const { pid } = JSON.parse(readFileSync(supervisorFiles(environment.scope.stateDirectory).daemon, "utf8")) as { pid: number };
    await environment.host.kill(pid, "SIGKILL");
    while (await environment.host.isAlive(pid)) await environment.host.sleep(10);
    expect((await environment.apply(resources)).readiness).toMatchObject({
      "service.db": { state: "ready" },
      "server.box": { state: "ready" },
    });

    await environment.apply([]);
    expect(ours(environment)).toEqual([]);
    expect((await liveTarget.observe(environment.scope, environment.host)).resources).toEqual([]);
  },
  120_000,
);
