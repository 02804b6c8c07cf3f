import { expect, it } from "vitest";
import { freePort } from "../../free-port.ts";
import { type Answer, type Sent, send } from "../../nginx/send.ts";
import { asNginxMay, endOf, legacyRequest, modernRequest, openSession, verdictOf, verdicts } from "../equivalence/requests.ts";
import { toolsProgram } from "../equivalence/tools-program.ts";
import { Sandbox } from "../sandbox.ts";
import { until } from "../until.ts";
import { EngineSandbox, lacksEngine, localImages } from "./engine-sandbox.ts";

const patience = { timeout: 900_000 };
const places = ["local", "gateway", "nginx"] as const;
const values = { TOKENS: "our-token", PASSWORD: "p\"a$s's {{w}} örd", REGION: "eu" };

/** Server → the words after its program, and the rest of its lines. All are one program. */
const servers: Readonly<Record<string, readonly [words: string, more: string]>> = {
  pipes: ["stdio, legacy", "stateful: false"],
  kept: ["stdio, legacy", "stateful: true"],
  newpipes: ["stdio, modern", "stateful: false, limits: {concurrency: 1, body: 2k}"],
  recent: ["http, modern", "protocol: modern, limits: {body: 2k, concurrency: 2}, tools: {deny: [progress]}"],
  old: ["http, legacy", "protocol: legacy"],
  rare: ["http, modern", "protocol: modern, limits: {rate: 10/m}"],
  late: ["http, modern", "protocol: modern, limits: {timeout: 700ms}"],
};

const written = {
  LEVEL: "info",
  EMPTY: "",
  HOSTILE: "$HOME $${PATH} {{x}} \"'`\\ #; ünï\ttab",
  SPELLED: "true",
  PASSWORD: "${secret.password}",
  ADDRESS: "postgres://app:${secret.password}@db/${env.REGION}",
};

/** What a place has to set for programs to run there at all, and what mcpc marks its processes with. */
const ofThePlace =
  /^(?:PATH|HOME|HOSTNAME|MCPC_INSTANCE|TZ|LANG|LC_.*|TMPDIR|USER|LOGNAME|SHELL|XDG_.*|SSL_CERT_.*|NODE_EXTRA_CA_CERTS|.*_proxy)$/i;

async function stackOf(name: string, frontPort: number): Promise<string> {
  const lines: string[] = [];
  for (const [server, [words, more]] of Object.entries(servers)) {
    const port = words.startsWith("http") ? await freePort() : undefined;
    const command = `[node, tools.mjs, ${words}${port === undefined ? "" : `, "\${var.listen}", "${port}"`}]`;
    const http = port === undefined ? "" : `transport: http, port: ${port}, `;
    lines.push(
      `  ${server}: {run: {command: ${command}, cwd: ./tools}, ${http}${more}, stop: {grace: 1s}, env: ${JSON.stringify(written)}}`,
    );
  }
  return `apiVersion: mcpc/v1
name: ${name}
variables: {listen: {type: string, default: 0.0.0.0}}
secrets: {tokens: {from: {env: TOKENS}}, password: {from: {env: PASSWORD}}}
servers:
${lines.join("\n")}
gateway:
  hosts: [mcp.example.com]
  origins: ["https://app.example.com"]
  auth: {bearer: {tokens: "\${secret.tokens}"}}
environments:
  local: {target: local, set: {listen: 127.0.0.1}, options: {port: ${frontPort}}}
  gateway: {target: compose, edge: gateway, options: {${localImages()}, port: 0}}
  nginx: {target: compose, edge: nginx, options: {${localImages()}, port: 0}}
`;
}

/** Everything that a client may notice of a place. */
interface Seen {
  /** Server → tools. */
  readonly tools: Readonly<Record<string, readonly string[]>>;
  readonly environments: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly limits: Readonly<Record<string, readonly string[]>>;
  readonly verdicts: Readonly<Record<string, string>>;
}

async function look(port: number): Promise<Seen> {
  const tools: Record<string, readonly string[]> = {};
  const environments: Record<string, Record<string, string>> = {};
  for (const server of Object.keys(servers)) {
    // Clients of 2026-07-28 get through everywhere but to what knows sessions only.
    const session = server === "old" ? await openSession(port, server) : undefined;
    const request = (method: string, params: object) =>
      session === undefined ? modernRequest(server, method, params) : legacyRequest(server, { id: 1, method, params }, session);
    const listed = await whenLetIn<{ tools: { name: string }[] }>(port, request("tools/list", {}));
    tools[server] = listed.tools.map(({ name }) => name).sort();
    const told = await whenLetIn<{ content: [{ text: string }] }>(port, request("tools/call", { name: "self", arguments: {} }));
    const entries = Object.entries(JSON.parse(told.content[0].text) as Record<string, string>);
    environments[server] = Object.fromEntries(entries.filter(([name]) => !ofThePlace.test(name)).sort());
  }
  const limits = await limitsAt(port);
  const bridged = { ...(await endOf(port, "kept")), ...(await endOf(port, "pipes")) };
  return { tools, environments, limits, verdicts: { ...bridged, ...(await verdicts(port)) } };
}

/** What a server answers, once its rate lets one in. */
async function whenLetIn<T>(port: number, request: Sent): Promise<T> {
  let answer: Answer | undefined;
  await until(
    async () => {
      answer = await send(port, request);
      return answer.status !== 429;
    },
    { timeoutMs: 30_000, pauseMs: 300 },
  );
  const text = answer?.body.replace(/^(?:event: .*\n|id: .*\n)*data: /, "") ?? "";
  const { result } = JSON.parse(text) as { result?: T };
  if (result === undefined) throw new Error(`${request.path} answered ${answer?.status}: ${text}`);
  return result;
}

async function limitsAt(port: number): Promise<Record<string, readonly string[]>> {
  const request = (server: string, name: string) => modernRequest(server, "tools/call", { name, arguments: {} } as { name: string });
  const ask = async (server: string, name: string) => {
    const answer = await send(port, request(server, name));
    const again = answer.headers["retry-after"];
    return `${verdictOf(answer)}${again === undefined ? "" : `, again after ${again} s`}`;
  };
  await whenLetIn(port, request("rare", "tell"));
  const rate = await Promise.all([ask("rare", "tell"), ask("rare", "tell"), ask("rare", "tell")]);
  const long = { ...request("newpipes", "tell"), body: `{"x":"${"x".repeat(3000)}"}` };
  void ask("newpipes", "wait").catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 300));
  return {
    rate,
    timeout: [await ask("late", "wait")],
    concurrency: [await ask("newpipes", "tell")],
    body: [verdictOf(await send(port, long))],
  };
}

it.skipIf(lacksEngine)("offers and refuses the same on local, behind the gateway and behind nginx", patience, async () => {
  const sandbox = new EngineSandbox();
  const env = values;
  sandbox.write({ "mcp.stack.yaml": await stackOf(sandbox.name, await freePort()), "tools/tools.mjs": toolsProgram() });
  const seen: Record<string, Seen> = {};
  for (const place of places) {
    await sandbox.done(["apply", "--yes", "-e", place], { env });
    const status = await sandbox.json<{ servers: { url: string }[] }>(["status", "-e", place], { env });
    seen[place] = await look(Number(new URL(status.servers[0]?.url ?? "").port));
  }
  const { local, gateway, nginx } = seen as Record<(typeof places)[number], Seen>;
  expect(gateway).toEqual(local);

  // nginx looks at headers alone. It may call a tool hidden with another status, and cannot take it out of lists, which it is told to say.
  const shown = local.tools["recent"] ?? [];
  expect(nginx).toEqual({ ...local, tools: { ...local.tools, recent: [...shown, "progress"].sort() }, verdicts: expect.anything() });
  expect(asNginxMay(nginx.verdicts)).toEqual(asNginxMay(local.verdicts));
  const { stdout, stderr } = await sandbox.run(["validate", "-e", "nginx"], { env });
  expect(stdout + stderr).toMatch(/MCPC4302.*tools\.deny/);

  expect(local.environments["pipes"]).toEqual({
    ...{ LEVEL: "info", EMPTY: "", SPELLED: "true", HOSTILE: "$HOME ${PATH} {{x}} \"'`\\ #; ünï\ttab" },
    ...{ PASSWORD: values.PASSWORD, ADDRESS: `postgres://app:${values.PASSWORD}@db/eu` },
  });
  expect(local.limits).toEqual({
    rate: Array(3).fill("429, again after 6 s"),
    timeout: ["504"],
    concurrency: ["429, again after 1 s"],
    body: ["413"],
  });
  await sandbox.done(["destroy", "--yes", "-e", "local"], { env });
});

it("refuses to hide tools behind nginx where no header says which is called", async () => {
  const sandbox = new Sandbox();
  sandbox.write({
    "tools/tools.mjs": "",
    "mcp.stack.yaml": `apiVersion: mcpc/v1
name: e2e
servers: {pipes: {run: {command: [node, tools.mjs], cwd: ./tools}, tools: {deny: [progress]}}}
gateway: {hosts: [mcp.example.com]}
environments: {nginx: {target: compose, edge: nginx}}
`,
  });
  const { code, stdout, stderr } = await sandbox.run(["validate"]);
  expect(code).toBe(1);
  expect(stdout + stderr).toMatch(/mcp\.stack\.yaml:3:\d+ - error MCPC4301: .*tools\.deny/);
});
