import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { EngineSandbox, lacksEngine } from "./engine-sandbox.ts";
import { composeStack, echo } from "./stacks.ts";

const patience = { timeout: 300_000 };
const on = ["-e", "staging"];

interface Drift {
  readonly drift: readonly { readonly address: string; readonly action: string; readonly diff: readonly { readonly path: string }[] }[];
}

it.skipIf(lacksEngine)("shows what was changed by hand, and puts it back", patience, async () => {
  const sandbox = new EngineSandbox();
  const { name } = sandbox;
  const servers = {
    gone: echo(),
    bigger: echo("resources: {memory: 256Mi}"),
    stopped: echo(),
    lonely: echo(),
    remade: echo("env: {A: a}"),
  };
  sandbox.write({ "mcp.stack.yaml": composeStack({ name, servers, edge: "nginx" }) });
  await sandbox.done(["apply", "--yes", ...on]);
  expect((await sandbox.run(["drift", "--detailed-exitcode", ...on])).code).toBe(0);

  const named = (server: string) => sandbox.of(`server.${server}`)[0]?.name ?? "";
  sandbox.docker("rm", "--force", named("gone"));
  sandbox.docker("update", "--memory", "512m", "--memory-swap", "1g", named("bigger"));
  sandbox.docker("stop", "--time", "1", named("stopped"));
  sandbox.docker("network", "disconnect", `${name}-staging-servers`, named("lonely"));
  remakeByHand(sandbox, named("remade"));
  editFrontDoor(sandbox);

  const { drift } = await sandbox.json<Drift>(["drift", ...on]);
  const places = (paths: readonly string[]) => [
    ...new Set(paths.map((path) => (path.startsWith("networks.") ? "networks.servers" : path))),
  ];
  const words = drift.map(({ address, action, diff }) => [address, action, ...places(diff.map(({ path }) => path))].join(" "));
  expect(words.sort()).toEqual([
    'gateway update files["nginx/nginx.conf"]',
    "server.bigger update resources.memory",
    "server.gone delete",
    "server.lonely update networks.servers",
    "server.remade update env.A restart",
    "server.stopped update",
  ]);
  await sandbox.done(["apply", "--yes", ...on]);
  expect((await sandbox.run(["drift", "--detailed-exitcode", ...on])).code).toBe(0);
  expect(await sandbox.done(["plan", "--detailed-exitcode", ...on])).toContain("Nothing to do");
  for (const server of Object.keys(servers)) expect(await sandbox.done(["call", server, "self", "{}", ...on])).toContain('"env"');
});

/** As somebody would who wants to try another value: the same container once more, with one variable changed. */
function remakeByHand(sandbox: EngineSandbox, container: string): void {
  const [found] = JSON.parse(sandbox.docker("inspect", container)) as [{ Config: { Labels: Record<string, string>; Image: string } }];
  const labels = Object.entries(found.Config.Labels).flatMap(([label, value]) => ["--label", `${label}=${value}`]);
  sandbox.docker("rm", "--force", container);
  const network = ["--network", `${sandbox.name}-staging-servers`];
  sandbox.docker(
    "run",
    "--detach",
    "--name",
    container,
    ...labels,
    ...network,
    "--env",
    "A=b",
    "--entrypoint",
    "sleep",
    found.Config.Image,
    "1000",
  );
}

function editFrontDoor(sandbox: EngineSandbox): void {
  const folder = join(sandbox.stateFolder(), "compose");
  const file = readdirSync(folder, { recursive: true, encoding: "utf8" }).find((path) => path.endsWith("nginx.conf")) ?? "";
  writeFileSync(join(folder, file), `${readFileSync(join(folder, file), "utf8")}# edited\n`);
}

it.skipIf(lacksEngine)("does not touch what is not its own", patience, async () => {
  const sandbox = new EngineSandbox();
  const { name } = sandbox;
  sandbox.write({ "mcp.stack.yaml": composeStack({ name, servers: { one: echo() } }) });
  const own = ["--label", `com.docker.compose.project=${name}-staging`, "--label", "com.docker.compose.oneoff=False"];
  const stranger = sandbox
    .docker(
      "run",
      "--detach",
      "--name",
      `${name}-stranger`,
      ...own,
      "--label",
      "com.docker.compose.service=other",
      "mcpc-test/node:24",
      "sleep",
      "1000",
    )
    .trim();
  const running = () => sandbox.docker("inspect", "--format", "{{.State.Running}} {{.State.StartedAt}}", stranger);
  try {
    const before = running();
    await sandbox.done(["apply", "--yes", ...on]);
    await sandbox.done(["destroy", "--yes", ...on]);
    expect(running()).toBe(before);
  } finally {
    sandbox.docker("rm", "--force", stranger);
  }
});

it.skipIf(lacksEngine)("refuses to take over a name of its project that somebody else has", patience, async () => {
  const sandbox = new EngineSandbox();
  const { name } = sandbox;
  sandbox.write({ "mcp.stack.yaml": composeStack({ name, servers: { one: echo() } }) });
  const labels = ["project", "service", "oneoff"].map(
    (label, index) => `com.docker.compose.${label}=${[`${name}-staging`, "one", "False"][index]}`,
  );
  const stranger = sandbox
    .docker("run", "--detach", ...labels.flatMap((label) => ["--label", label]), "mcpc-test/node:24", "sleep", "1000")
    .trim();
  try {
    const refused = await sandbox.run(["apply", "--yes", ...on]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("MCPC6023");
    expect(sandbox.containers()).toEqual([]);
  } finally {
    sandbox.docker("rm", "--force", stranger);
  }
});
