import { expect, it } from "vitest";
import { compile } from "../../../src/compile.ts";
import { createMemoryHost } from "../../../src/host/memory-host.ts";

async function compiled(text: string) {
  const compilation = await compile({ host: createMemoryHost({ cwd: "/work", files: { "/work/mcp.stack.yaml": text } }) });
  expect(compilation.diagnostics).toEqual([]);
  return compilation;
}

const stack = (servers: string, environment = "") =>
  `apiVersion: mcpc/v1\nname: team\nsecrets: {tokens: {from: {env: T}}, key: {from: {env: K}}}\ngateway:\n  hosts: [mcp.example.com]\n  auth: {bearer: {tokens: "\${secret.tokens}"}}\nservers:\n${servers}\nenvironments:\n  prod: {target: nginx${environment}}\n`;

const two =
  '  a: {run: {command: [a]}, transport: http, port: 8001, limits: {rate: 5/s}}\n  b: {run: {url: "https://b.example.com/x/mcp", headers: {K: "${secret.key}", P: plain}}}';

it("makes one resource of the whole site, with its secrets and the places of its fields", async () => {
  const { resources } = await compiled(stack(two));
  expect(resources).toHaveLength(1);
  expect(resources[0]).toMatchObject({
    address: "gateway",
    kind: "site",
    secrets: ["key", "tokens"],
    spec: {
      name: "team.prod",
      version: "1.30",
      listen: ["127.0.0.1:8080"],
      directory: "/etc/nginx/conf.d",
      file: "mcpc-team.prod.conf",
      tokensFile: "/etc/nginx/conf.d/mcpc-team.prod.tokens",
      tokens: { template: [{ secret: "tokens" }] },
      secretHeaders: { b: { K: { template: [{ secret: "key" }] } } },
      routes: {
        a: {
          path: "/a/mcp",
          limits: { ratePerSecond: 5 },
          upstream: { servers: [{ host: "127.0.0.1", port: 8001 }], path: "/mcp", tls: false, host: "client" },
        },
        b: {
          upstream: {
            servers: [{ host: "b.example.com", port: 443 }],
            path: "/x/mcp",
            tls: true,
            host: "own",
            headers: { P: "plain" },
            headersFile: "/etc/nginx/conf.d/mcpc-team.prod.b.headers",
          },
        },
      },
    },
  });
  expect(resources[0]?.origins?.["/routes/a/limits/ratePerSecond"]?.start.line).toBe(8);
  expect(resources[0]?.origins?.["/routes/b"]?.start.line).toBe(9);
});

it("says the same for shuffled keys and twice, and another thing for another limit", async () => {
  const digest = async (text: string) => (await compiled(text)).resources[0]?.specHash;
  const first = await digest(stack(two));
  expect(await digest(stack(two))).toBe(first);
  expect(await digest(stack(two.split("\n").toReversed().join("\n")))).toBe(first);
  expect(await digest(stack(two.replace("5/s", "6/s")))).not.toBe(first);
});

it("writes a file and a page, without secrets, times and places of this machine", async () => {
  const { artifacts } = await compiled(stack(two, ', edge: {nginx: {version: "1.22"}}'));
  expect(artifacts.map(({ path }) => path)).toEqual(["mcpc-team.prod.conf", "README.md"]);
  const text = artifacts.map(({ content }) => content).join("\n");
  expect(text).toContain("# mcpc site team.prod: written by mcpc apply, which overwrites what is changed here\n");
  expect(text).not.toContain(process.cwd());
});
