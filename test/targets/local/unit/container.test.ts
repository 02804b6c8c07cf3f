import { expect, it } from "vitest";
import type { Scope } from "../../../../src/engine/scope.ts";
import { createMemoryHost } from "../../../../src/host/memory-host.ts";
import { renderValue } from "../../../../src/model/value.ts";
import type { LocalSpec } from "../../../../targets/local/local-spec.ts";
import { containerProcess } from "../../../../targets/local/unit/container.ts";
import { compileLocal, resourceOf, server, service } from "../model.ts";

const scope: Scope = {
  stack: "team",
  environment: "dev",
  target: "local",
  root: "/work",
  stateDirectory: "/state/team/dev",
  cacheDirectory: "/cache",
  options: {},
};
const host = createMemoryHost({ env: { PATH: "/bin", DOCKER_HOST: "unix:///run/d.sock", AWS_SECRET_ACCESS_KEY: "leak" } });

function processOf(compiled: ReturnType<typeof compileLocal>, address: string) {
  const resource = resourceOf(compiled, address);
  const name = address.split(".")[1] ?? "";
  const text = (value: Parameters<typeof renderValue>[0]) => renderValue(value, () => "hunter2");
  return containerProcess({ resource, name, spec: resource.spec as LocalSpec, scope, host, text }, "/usr/bin/docker");
}

it("runs an image in the foreground, published on loopback, with its values in the environment only", () => {
  const compiled = compileLocal({
    services: [
      service(
        "db",
        { kind: "image", image: "postgres:16.10", args: ["-c", "max_connections=200"] },
        {
          port: 5432,
          env: { POSTGRES_PASSWORD: { template: [{ secret: "pg" }] } },
          data: { path: "/var/lib/postgresql/data" },
          resources: { memoryBytes: 512 * 1024 * 1024, cpuMillis: 500, pids: 100 },
        },
      ),
    ],
  });
  const { command, env, cleanup } = processOf(compiled, "service.db");
  const name = `mcpc-team-dev-db-${/db-([0-9a-f]{8})$/.exec(cleanup?.at(-1) ?? "")?.[1]}`;
  expect(command).toEqual([
    ...["/usr/bin/docker", "run", "--rm", "--interactive", "--init", "--pull", "never", "--name", name],
    ...["--label", "dev.mcpc.stack=team", "--label", "dev.mcpc.environment=dev", "--label", "dev.mcpc.address=service.db"],
    ...["--label", `dev.mcpc.owner=${name.slice(-8)}`],
    ...["--env", "POSTGRES_PASSWORD", "--publish", "127.0.0.1:5432:5432"],
    ...["--volume", "/state/team/dev/data/db:/var/lib/postgresql/data"],
    ...["--memory", "536870912", "--cpus", "0.5", "--pids-limit", "100", "--security-opt", "no-new-privileges"],
    ...["postgres:16.10", "-c", "max_connections=200"],
  ]);
  expect(env).toEqual({ PATH: "/bin", DOCKER_HOST: "unix:///run/d.sock", POSTGRES_PASSWORD: "hunter2" });
  expect(cleanup).toEqual(["/usr/bin/docker", "rm", "--force", name]);
});

it("gives a container what security asks for", () => {
  const compiled = compileLocal({
    servers: [
      server(
        "box",
        { kind: "image", image: "box@sha256:1", command: ["/bin/box", "--stdio"], args: ["-v"] },
        {
          security: {
            user: "1000:1000",
            privileged: false,
            readOnly: true,
            capabilities: ["NET_RAW"],
            hostNetwork: true,
            mounts: [{ source: "./config", target: "/etc/box", readOnly: true }],
          },
        },
      ),
    ],
  });
  const { command } = processOf(compiled, "server.box");
  expect(command.slice(command.indexOf("--network"))).toEqual([
    ...["--network", "host", "--user", "1000:1000", "--security-opt", "no-new-privileges", "--cap-drop", "ALL", "--cap-add", "NET_RAW"],
    ...["--volume", "/work/config:/etc/box:ro", "--entrypoint", "/bin/box", "box@sha256:1", "--stdio", "-v"],
  ]);
});
