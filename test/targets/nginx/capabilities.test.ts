import { expect, it } from "vitest";
import { compile } from "../../../src/compile.ts";
import { createMemoryHost } from "../../../src/host/memory-host.ts";
import { languageFields } from "../../../src/language/field-reference.ts";
import { capabilityOf } from "../../../src/lower/capability-of.ts";
import { nginxCapabilities } from "../../../targets/nginx/capabilities.ts";

it("answers for every field of the language", () => {
  expect(languageFields().filter((field) => capabilityOf(nginxCapabilities, field) === undefined)).toEqual([]);
});

it("names no field that the language does not have", () => {
  const fields = languageFields();
  const known = (key: string) => fields.some((field) => field === key || field.startsWith(`${key}.`));
  expect(Object.keys(nginxCapabilities).filter((key) => !known(key.replace(/=.*$/, "")))).toEqual([]);
});

async function problems(servers: string, { gateway = "hosts: [mcp.example.com]", environment = "target: nginx", more = "" } = {}) {
  const text = `apiVersion: mcpc/v1\nname: team\n${more}gateway: {${gateway}}\nservers: {${servers}}\nenvironments: {prod: {${environment}}}\n`;
  const { diagnostics } = await compile({ host: createMemoryHost({ cwd: "/work", files: { "/work/mcp.stack.yaml": text } }) });
  return diagnostics.map(({ code, severity, message }) => `${severity} ${code} ${message}`);
}

const plain = "a: {run: {command: [a]}, transport: http, port: 8001}";

it("takes what runs already, and refuses what would have to be started", async () => {
  expect(await problems(plain)).toEqual([]);
  expect(await problems('a: {run: {url: "https://a.example.com/mcp"}}')).toEqual([]);
  expect(await problems("a: {run: {command: [a]}}")).toEqual([
    'error MCPC4310 server "a" speaks over pipes, and target "nginx" starts nothing that could',
  ]);
  expect(await problems("a: {run: {command: [a]}, transport: http, port: 8001, protocol: modern, scale: {replicas: 2}}")).toEqual([
    'error MCPC4312 server "a" has 2 replicas, and nginx is told 1 address',
  ]);
});

it("says of what a process is given that it is for whoever starts it", async () => {
  expect(
    await problems(
      "a: {run: {command: [a], cwd: ./a}, transport: http, port: 8001, env: {A: b}, resources: {memory: 1Gi}, restart: {policy: never}, needs: {db: started}}",
      { more: "services: {db: {command: [db], port: 5432}}\n" },
    ),
  ).toEqual(['warning MCPC4314 target "nginx" does not start server "a": env, needs, resources, restart are for whoever does']);
});

it("refuses each thing once", async () => {
  const cannot = (field: string) => `error MCPC4001 target "nginx" cannot do ${field}`;
  expect(await problems('a: {run: {url: "https://a.example.com/sse"}, transport: sse, tools: {rename: {x: y}}}')).toEqual([
    cannot("servers.a.transport: sse"),
    cannot("servers.a.tools.rename"),
  ]);
  expect(
    await problems(plain, {
      gateway: "hosts: [a.b], auth: {jwt: {issuer: https://l.example.com, audience: m}}, tls: {acme: {email: o@example.com}}",
    }),
  ).toEqual([cannot("gateway.auth.jwt"), cannot("gateway.tls.acme")]);
  for (const edge of ["none", "gateway", "gateway-api"])
    expect(await problems(plain, { environment: `target: nginx, edge: ${edge}` })).toContain(cannot(`environments.prod.edge: ${edge}`));
  expect(await problems(plain, { environment: "target: nginx, edge: {nginx: {gateway: true}}" })).toEqual([
    cannot("environments.prod.edge.nginx.gateway"),
  ]);
  expect(await problems(plain, { gateway: "hosts: [a.b], tls: {files: {certificate: c.pem, key: /k.pem}}" })).toEqual([
    'error MCPC4311 the certificate file "c.pem" is no absolute path',
  ]);
  expect(await problems(plain, { environment: 'target: nginx, options: {upstreams: {b: ["10.0.0.1:1"]}}' })).toEqual([
    'error MCPC4313 options.upstreams names "b", which is no server of this stack',
  ]);
});

it("asks for the names of the front door, as every edge that others can reach does", async () => {
  expect(await problems(plain, { gateway: "" })).toEqual(expect.arrayContaining([expect.stringContaining("MCPC5010")]));
});
