import { expect, it } from "vitest";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { loadStack } from "../../src/language/load-stack.ts";
import { lower } from "../../src/lower/lower.ts";
import { judgeSite } from "../../src/nginx/judge-site.ts";

async function judge(server: string, { gateway = "", ruled = false } = {}): Promise<readonly string[]> {
  const text = `apiVersion: mcpc/v1\nname: team\ngateway: {hosts: [a.b]${gateway}}\nsecrets: {t: {from: {env: T}}}\nservers:\n  tasks: {${server}}\nenvironments: {prod: {edge: nginx}}\n`;
  const { stack, diagnostics } = await loadStack(createMemoryHost({ files: { "/w/mcp.stack.yaml": text }, cwd: "/w" }), {
    file: "mcp.stack.yaml",
  });
  if (stack === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return judgeSite(lower(stack), () => ruled).map(
    ({ severity, code, message, range }) => `${range?.start.line ?? "-"} ${severity} ${code} ${message}`,
  );
}

const local = "run: {command: [tasks]}, transport: http, port: 8000";

it("finds nothing in what nginx can do", async () => {
  expect(
    await judge(`${local}, limits: {rate: 50/s, concurrency: 9, timeout: 9s, body: 1Mi}`, { gateway: ", limits: {rate: 30/m}" }),
  ).toEqual([]);
  expect(await judge(`${local}, protocol: modern, tools: {limits: {a: {rate: 1/s}}}`)).toEqual([]);
  expect(await judge('run: {url: "https://far.example.com:8443/a/mcp", headers: {A: "${secret.t}", B: "$x;"}}')).toEqual([]);
});

it("says which rules of tools it cannot keep, and for which servers", async () => {
  const tools = "tools: {allow: [a], deny: [b], rename: {a: c}, limits: {a: {rate: 1/s, timeout: 2s}}}";
  const why = "only servers with protocol: modern say in headers which tool is called, and this one has protocol: auto";
  expect(await judge(`${local}, ${tools}`)).toEqual([
    "6 error MCPC4301 nginx cannot do servers.tasks.tools.rename: names stand in bodies, which it does not change",
    `6 error MCPC4301 nginx cannot do servers.tasks.tools.allow: ${why}`,
    `6 error MCPC4301 nginx cannot do servers.tasks.tools.deny: ${why}`,
    `6 error MCPC4301 nginx cannot do servers.tasks.tools.limits.a: ${why}`,
  ]);
  expect(await judge(`${local}, protocol: modern, ${tools}`)).toEqual([
    "6 error MCPC4301 nginx cannot do servers.tasks.tools.rename: names stand in bodies, which it does not change",
    '6 warning MCPC4302 nginx refuses calls that tools.allow of server "tasks" excludes, and the server\'s list still names these tools',
    '6 warning MCPC4302 nginx refuses calls that tools.deny of server "tasks" excludes, and the server\'s list still names these tools',
    "6 error MCPC4301 nginx cannot do servers.tasks.tools.limits.a.timeout: it has one for all calls of a server",
  ]);
  expect(await judge(`${local}, ${tools}`, { ruled: true })).toEqual([]);
});

it("says which ways to a server it cannot go", async () => {
  const address = "nginx cannot do servers.tasks.run.url: it needs an address without references, credentials and query";
  for (const url of ["https://far.example.com/mcp?key=1", "https://me:pw@far.example.com/mcp", "https://${secret.t}/mcp"])
    expect(await judge(`run: {url: "${url}"}`)).toEqual([`6 error MCPC4301 ${address}`]);
  expect(await judge('run: {url: "https://far.example.com/sse"}, transport: sse')).toEqual([
    "6 error MCPC4301 nginx cannot do servers.tasks.transport: the older HTTP+SSE transport has two endpoints, and nginx one path",
  ]);
  expect(await judge('run: {url: "https://far.example.com/mcp", headers: {A: "x\\ny"}}')).toEqual([
    "6 error MCPC4301 nginx cannot do servers.tasks.run.headers.A: control characters cannot stand in a header",
  ]);
  for (const path of ["/a//b", "/a/../b", "/%zz", "/a%0Ab", "/a%2F%2Fb"])
    expect(await judge(`${local}, expose: {path: "${path}"}`)).toEqual([
      "6 error MCPC4301 nginx cannot do servers.tasks.expose.path: it puts paths in order before it looks, so this one is never met",
    ]);
});

it("says what a front door of nginx cannot do", async () => {
  expect(
    await judge(local, {
      gateway:
        ", tls: {acme: {email: ops@example.com}}, auth: {jwt: {issuer: https://login.example.com, audience: mcp}}, limits: {rate: 100/h}",
    }),
  ).toEqual([
    "3 error MCPC4301 nginx cannot do gateway.auth.jwt: it cannot verify signed tokens",
    "3 error MCPC4301 nginx cannot do gateway.tls.acme: it does not fetch certificates",
    "3 warning MCPC4303 nginx cannot count gateway.limits.rate exactly; it becomes 2/m",
  ]);
  expect(await judge(`${local}, limits: {rate: 1.5/s}`)).toEqual([]);
  expect(await judge(`${local}, limits: {rate: 0.5/m}`)).toEqual([
    "6 warning MCPC4303 nginx cannot count servers.tasks.limits.rate exactly; it becomes 1/m",
  ]);
});
