import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { connect } from "node:http2";
import { request as secureRequest } from "node:https";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { isAtLeast } from "../../../src/model/nginx.ts";
import { freePort } from "../../free-port.ts";
import { Backend } from "../../nginx/backend.ts";
import { newestNginx, nginxPrograms } from "../../nginx/programs.ts";
import { openLegacyServer } from "../../runtime/connect/legacy-http-server.ts";
import { lacks } from "../requirement.ts";
import { machine, portOf, running, stackText } from "./stack.ts";

const initialize = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } };

describe.skipIf(lacks("nginx-program"))("replicas of a server with sessions", () => {
  it("each session stays with its replica: no error in 10,000 calls of 100 sessions", { timeout: 300_000 }, async () => {
    const given = newestNginx();
    const { sandbox, nginx } = await machine(given);
    const replicas = [await openLegacyServer(), await openLegacyServer(), await openLegacyServer()];
    const [ports, port] = [replicas.map(({ url }) => portOf(url)), await freePort()];
    const servers = running("old", ports[0] ?? 0, ", protocol: legacy, scale: {replicas: 3}");
    sandbox.write({ "mcp.stack.yaml": stackText(nginx, { version: given.version, servers, port, upstreams: { old: ports } }) });
    await sandbox.done(["apply", "--yes"]);
    const client = new Client(port, "/old/mcp");
    const failures: string[] = [];
    const session = async (number: number) => {
      const opened = await client.post("initialize", initialize);
      const id = opened.session;
      await client.post("notifications/initialized", undefined, id);
      for (let call = 0; call < 100; call++) {
        const answer = await client.post("tools/call", { name: "add", arguments: { a: number, b: call } }, id);
        if (answer.status !== 200 || !answer.body.includes(`"text":"${number + call}"`))
          failures.push(`${answer.status} ${answer.body.slice(0, 80)}`);
      }
    };
    await Promise.all(Array.from({ length: 100 }, (_, number) => session(number)));
    expect(failures).toEqual([]);
    // One more handshake is that of apply.
    const opened = replicas.map((replica) => replica.opened());
    expect(opened.reduce((sum, count) => sum + count, 0)).toBe(101);
    expect(Math.min(...opened)).toBeGreaterThan(10);
  });

  it("are refused where nginx cannot keep sessions together, at the line that asks for them", async () => {
    const { sandbox, nginx } = await machine(newestNginx());
    const servers = running("old", 1, ", scale: {replicas: 3}");
    sandbox.write({ "mcp.stack.yaml": stackText(nginx, { version: "1.26", servers, port: 2, upstreams: { old: [1, 2, 3] } }) });
    const { code, stdout, stderr } = await sandbox.run(["validate"]);
    expect(code).toBe(1);
    expect(stdout + stderr).toMatch(/mcp\.stack\.yaml:5:\d+ - error MCPC5001: .*nginx 1\.26.*\n[\s\S]*an nginx from 1\.29\.6 on/);
  });
});

describe.skipIf(lacks("nginx-program")).each(nginxPrograms)("nginx $version", (given) => {
  it("is told of a change without a call that notices", async () => {
    const { sandbox, nginx } = await machine(given);
    const backend = new Backend((_, response, body) => {
      const result = '{"jsonrpc":"2.0","id":1,"result":{}}';
      if (!body.includes("slow"))
        return void setTimeout(() => response.writeHead(200, { "content-type": "application/json" }).end(result), 20);
      response.writeHead(200, { "content-type": "text/event-stream" }).write("data: 1\n\n");
      setTimeout(() => response.end(`data: ${result}\n\n`), 2500);
    });
    const [at, port] = [await backend.listen(), await freePort()];
    const stack = (rate: number) =>
      stackText(nginx, { version: given.version, servers: running("a", at, `, protocol: modern, limits: {rate: ${rate}/s}`), port });
    sandbox.write({ "mcp.stack.yaml": stack(5000) });
    await sandbox.done(["apply", "--yes"]);
    // Before 1.27.4 a reload closes connections that are kept open, whoever is about to use them.
    const client = new Client(port, "/a/mcp", isAtLeast(given.version, "1.27.4"));
    let over = false;
    const results: string[] = [];
    const caller = async () => {
      while (!over) {
        const { status, body } = await client
          .post("tools/call", { name: "quick" })
          .catch((error: Error) => ({ status: 0, body: error.message }));
        results.push(status === 200 && body.includes("result") ? "ok" : `${status} ${body}`);
      }
    };
    const callers = Array.from({ length: 8 }, caller);
    const slow = Array.from({ length: 4 }, () => client.post("tools/call", { name: "slow" }));
    for (const rate of [4000, 3000]) {
      sandbox.write({ "mcp.stack.yaml": stack(rate) });
      await sandbox.done(["apply", "--yes"]);
    }
    over = true;
    await Promise.all(callers);
    expect((await Promise.all(slow)).map(({ status, body }) => [status, body.includes("result")])).toEqual(Array(4).fill([200, true]));
    expect(results.filter((result) => result !== "ok")).toEqual([]);
    expect(results.length).toBeGreaterThan(100);
  });

  it("encrypts, with HTTP/2, and no more with what is broken", async () => {
    const { sandbox, nginx } = await machine(given);
    const [at, port] = [await new Backend().listen(), await freePort()];
    const [certificate, key] = [join(nginx.folder, "chain.pem"), join(nginx.folder, "key.pem")];
    const words = [
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-days",
      "2",
      "-subj",
      "/CN=mcp.example.com",
      "-addext",
      "subjectAltName=DNS:mcp.example.com",
    ];
    execFileSync("openssl", [...words, "-keyout", key, "-out", certificate], { stdio: "ignore" });
    const text = stackText(nginx, {
      version: given.version,
      servers: running("a", at, ", protocol: modern"),
      port,
      gateway: `tls: {files: {certificate: ${certificate}, key: ${key}}}`,
    });
    sandbox.write({ "mcp.stack.yaml": text.replace("hosts: [localhost]", "hosts: [mcp.example.com]") });
    // Apply shakes hands by the name of the certificate, wherever that name leads.
    expect(await sandbox.done(["apply", "--yes"])).toContain("a answers: 2026-07-28");
    const trusted = { ca: readFileSync(certificate), servername: "mcp.example.com" };
    const answer = await new Promise<{ readonly status: number | undefined; readonly hsts: unknown; readonly protocol: unknown }>(
      (resolve, reject) => {
        const options = { ...trusted, host: "127.0.0.1", port, path: "/a/mcp", method: "POST", headers: { host: "mcp.example.com" } };
        secureRequest(options, (response) => {
          const { statusCode: status, headers, socket } = response;
          resolve({
            status,
            hsts: headers["strict-transport-security"],
            protocol: (socket as unknown as { getProtocol(): string }).getProtocol(),
          });
          response.resume();
        })
          .on("error", reject)
          .end("{}");
      },
    );
    expect(answer).toEqual({ status: 200, hsts: "max-age=31536000", protocol: "TLSv1.3" });
    const h2 = connect(`https://mcp.example.com:${port}`, {
      ...trusted,
      lookup: (_, options, done) => (options.all ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4)),
    });
    onTestFinished(() => h2.destroy());
    const status = await new Promise((resolve, reject) => {
      h2.on("error", reject);
      h2.request({ ":method": "POST", ":path": "/a/mcp" })
        .on("response", (headers) => resolve(headers[":status"]))
        .on("error", reject)
        .end("{}");
    });
    expect(status).toBe(200);
    const old = await new Promise((resolve) => {
      secureRequest(
        {
          ...trusted,
          host: "127.0.0.1",
          port,
          path: "/healthz",
          minVersion: "TLSv1.1",
          maxVersion: "TLSv1.1",
          ciphers: "DEFAULT@SECLEVEL=0",
        },
        () => resolve("accepted"),
      )
        .on("error", () => resolve("refused"))
        .end();
    });
    expect(old).toBe("refused");
  });
});

class Client {
  readonly #agent: Agent;
  readonly #port: number;
  readonly #path: string;

  constructor(port: number, path: string, keepAlive = true) {
    this.#agent = new Agent({ keepAlive, maxSockets: 40 });
    this.#port = port;
    this.#path = path;
    onTestFinished(() => this.#agent.destroy());
  }

  post(
    method: string,
    params: unknown,
    session?: string,
  ): Promise<{ readonly status: number; readonly body: string; readonly session: string | undefined }> {
    const body = JSON.stringify({ jsonrpc: "2.0", ...(method.startsWith("notifications/") ? {} : { id: 1 }), method, params });
    const headers = {
      host: "localhost",
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      ...(session === undefined ? {} : { "mcp-session-id": session, "mcp-protocol-version": "2025-11-25" }),
    };
    return new Promise((resolve, reject) => {
      request({ host: "127.0.0.1", port: this.#port, path: this.#path, method: "POST", agent: this.#agent, headers }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("error", reject);
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, body: text, session: response.headers["mcp-session-id"]?.toString() }),
        );
      })
        .on("error", reject)
        .end(body);
    });
  }
}
