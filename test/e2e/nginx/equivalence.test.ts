import { describe, expect, it } from "vitest";
import { freePort } from "../../free-port.ts";
import { nginxPrograms } from "../../nginx/programs.ts";
import { openLegacyServer } from "../../runtime/connect/legacy-http-server.ts";
import { openModernServer } from "../../runtime/connect/modern-http-server.ts";
import { asNginxMay, verdicts } from "../equivalence/requests.ts";
import { lacks } from "../requirement.ts";
import { machine } from "./stack.ts";

describe.skipIf(lacks("nginx-program")).each(nginxPrograms)("nginx $version", (given) => {
  it("refuses what the gateway of the local target refuses, of the same stack", async () => {
    const { sandbox, nginx } = await machine(given);
    const [recent, old] = [(await openModernServer()).url, (await openLegacyServer()).url];
    const [localPort, nginxPort] = [await freePort(), await freePort()];
    sandbox.write({
      "mcp.stack.yaml": `apiVersion: mcpc/v1
name: e2e
secrets: {tokens: {from: {env: TOKENS}}}
gateway:
  hosts: [mcp.example.com]
  origins: ["https://app.example.com"]
  auth: {bearer: {tokens: "\${secret.tokens}"}}
servers:
  recent: {run: {url: "${recent}"}, protocol: modern, limits: {body: 2k, concurrency: 2}, tools: {deny: [progress]}}
  old: {run: {url: "${old}"}, protocol: legacy}
environments:
  dev: {target: local, options: {port: ${localPort}}}
  prod: {target: nginx, edge: {nginx: {version: "${given.version}"}}, options: ${JSON.stringify(nginx.options)}, overrides: {gateway: {port: ${nginxPort}}}}
`,
    });
    const env = { TOKENS: "our-token" };
    await sandbox.done(["apply", "--yes", "-e", "dev"], { env });
    await sandbox.done(["apply", "--yes", "-e", "prod"], { env });
    const [local, behindNginx] = [await verdicts(localPort), await verdicts(nginxPort)];
    expect(asNginxMay(behindNginx)).toEqual(asNginxMay(local));
    expect(local).toMatchObject({
      "a call": "200",
      "a hidden tool": "200 with an error",
      "headers that hide a tool": "200 with an error",
      "an unknown session": "404",
      "a call after the end of a session of old": "404",
      "one too many": "429, again after 1 s",
    });
    await sandbox.done(["destroy", "--yes", "-e", "dev"], { env });
  });
});
