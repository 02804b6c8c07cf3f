import { expect, it } from "vitest";
import { expectMarked, loadRight, loadText, stackWith } from "../marked.ts";

const layered = stackWith(`defaults:
  env: {LEVEL: default, FROM: defaults}
  restart: {policy: always, maxAttempts: 9}
  health: {readiness: {tcp: {}, interval: 3s}}
  tags: [default]
servers:
  a:
    run: {npm: x@1.0.0, args: [--slow]}
    env: {LEVEL: server}
    health: {readiness: {mcp: {}}}
    tags: [own]
  b: {run: {npm: x@1.0.0}, restart: null, env: {FROM: null}}
environments:
  dev: {}
  prod:
    overrides:
      defaults: {stop: {grace: 30s}}
      servers:
        a: {env: {LEVEL: prod}, run: {command: [node, a.js]}, tags: null}
        b: null
        c: {run: {npm: y@1.0.0}}
`);

it("lays servers over defaults: maps merge, lists and scalars replace, null removes", async () => {
  const { data } = await loadRight(layered);
  const { a, b } = data.servers;
  expect(a?.env).toEqual({ LEVEL: "server", FROM: "defaults" });
  expect(a?.restart).toEqual({ policy: "always", backoff: { initial: 1000, max: 30_000 }, maxAttempts: 9 });
  expect(a?.tags).toEqual(["own"]);
  expect(b?.tags).toEqual(["default"]);
  expect(b?.restart).toEqual({ policy: "on-failure", backoff: { initial: 1000, max: 30_000 }, maxAttempts: 5 });
  expect(b?.env).toEqual({ LEVEL: "default" });
});

it("lets another kind of check or run take the place of the first", async () => {
  const dev = await loadRight(layered);
  expect(dev.data.servers["a"]?.health.readiness).toEqual({ mcp: {}, interval: 3000, timeout: 5000, failures: 3 });
  const prod = await loadRight(layered, { environment: "prod" });
  expect(prod.data.servers["a"]?.run).toEqual({ command: ["node", "a.js"] });
});

it("lays the overrides of the environment over servers, new servers included", async () => {
  const { data } = await loadRight(layered, { environment: "prod" });
  expect(Object.keys(data.servers).sort()).toEqual(["a", "c"]);
  expect(data.servers["a"]).toMatchObject({ env: { LEVEL: "prod", FROM: "defaults" }, tags: [], stop: { grace: 30_000 } });
  expect(data.servers["c"]).toMatchObject({ env: { LEVEL: "default" }, tags: ["default"], stop: { grace: 30_000 } });
});

it("lays --set over everything, with values read as YAML", async () => {
  const set = {
    "servers.a.port": "9000",
    "servers.a.transport": "http",
    "servers.a.env.LEVEL": "set",
    "servers.a.tags": "[x, y]",
    "servers.b.env.LEVEL": "null",
    "gateway.hosts": "[mcp.example.com]",
  };
  const { data } = await loadRight(layered, { set });
  expect(data.servers["a"]).toMatchObject({ port: 9000, transport: "http", env: { LEVEL: "set" }, tags: ["x", "y"] });
  expect(data.servers["b"]?.env).toEqual({});
  expect(data.gateway.hosts).toEqual(["mcp.example.com"]);
});

it("points at what stands on the command line", async () => {
  const { diagnostics, sources } = await loadText(layered, {
    set: { "servers.a.port": "eighty", nobody: "1", "servrs.a": "1", "servers..x": "1" },
  });
  expect(diagnostics.map(({ code, range }) => [code, range?.file, range?.start.line, range?.start.column])).toEqual([
    ["MCPC2007", "--set", 1, 16],
    ["MCPC3103", "--set", 2, 1],
    ["MCPC3114", "--set", 3, 1],
    ["MCPC3114", "--set", 4, 1],
  ]);
  expect(sources.find(({ path }) => path === "--set")?.text).toBe("servers.a.port=eighty\nnobody=1\nservrs.a=1\nservers..x=1");
});

it("takes the environment that is asked for, else the first", async () => {
  expect((await loadRight(layered)).environment).toBe("dev");
  expect((await loadRight(stackWith("servers: {}\n"))).environment).toBe("default");
  const { diagnostics, stack } = await loadText(layered, { environment: "prd" });
  expect(diagnostics.map(({ code, message, hint }) => [code, message, hint])).toEqual([
    ["MCPC3110", 'there is no environment "prd"', 'did you mean "prod"?'],
  ]);
  expect(stack).toBeUndefined();
});

it("takes secrets from where the environment says", async () => {
  const text = stackWith(`secrets: {pw: {from: {env: PW}}, late: }
environments: {dev: {secrets: {late: {from: {env: LATE}}}}, prod: {secrets: {pw: {from: {file: ./pw}}, late: {from: {docker: late}}}}}
`);
  expect((await loadRight(text)).data.secrets).toEqual({ pw: { from: { env: "PW" } }, late: { from: { env: "LATE" } } });
  expect((await loadRight(text, { environment: "prod" })).data.secrets).toEqual({
    pw: { from: { file: "./pw" } },
    late: { from: { docker: "late" } },
  });
});

it("points at a secret that comes from nowhere", async () => {
  await expectMarked(stackWith("secrets: {⟦pw⟧: {}}\n"), ["MCPC3115"]);
});

it("does not mind sections that are empty", async () => {
  const { data } = await loadRight(stackWith("servers:\nservices:\nsecrets:\nvariables:\ngateway:\nclients:\nenvironments:\n  dev:\n"));
  expect([data.servers, data.services, data.clients]).toEqual([{}, {}, []]);
});
