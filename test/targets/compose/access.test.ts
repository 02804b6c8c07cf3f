import { expect, it } from "vitest";
import { createMemoryHost } from "../../../src/host/memory-host.ts";
import { tokensFile } from "../../../src/nginx/secret-files.ts";
import { accessHeaders } from "../../../targets/compose/access.ts";
import type { Container } from "../../../targets/compose/docker/container.ts";
import { releaseFolder } from "../../../targets/compose/release-folder.ts";
import { compileStack, containerOf } from "./compile-stack.ts";

const scope = {
  ...{ stack: "team", environment: "staging", target: "compose", root: "/work", options: {} },
  ...{ stateDirectory: "/state/team/staging", cacheDirectory: "/cache" },
};
const key = { service: "mcpc-edge", hash: "sha256:1", inputs: {} };

/** The headers that a caller gets with this edge, when the front door was given these files with secrets. */
async function headersWith(edge: string, files: Readonly<Record<string, string>>, status: Container["state"]["status"] = "running") {
  const compilation = await compileStack(
    `servers: {a: {run: {npm: a@1.0.0}}}\nsecrets: {t: {from: {env: T}}}\ngateway: {hosts: [a.example.com], auth: {bearer: {tokens: "\${secret.t}"}}}\nenvironments: {staging: {target: compose, edge: ${edge}}}`,
  );
  const folder = `${releaseFolder(scope, key)}/mcpc-secrets`;
  const host = createMemoryHost({ files: Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text])) });
  const door = { ...key, address: "gateway", spec: containerOf(compilation, "gateway"), state: { status } } as unknown as Container;
  return accessHeaders([door], scope, host);
}

it("calls the gateway with the first token that it accepts", async () => {
  expect(await headersWith("gateway", { t: "# whose\n\n first \nsecond\n" })).toEqual({ Authorization: "Bearer first" });
});

it("calls nginx with one that stands in its own file", async () => {
  expect(await headersWith("nginx", { "nginx-tokens": tokensFile("to.ken-1\nother") })).toEqual({ Authorization: "Bearer to.ken-1" });
});

it("has nothing to show where nothing is asked, nothing can be read, or nobody is there", async () => {
  expect(await headersWith("gateway", {})).toEqual({});
  expect(await headersWith("gateway", { t: "first" }, "exited")).toEqual({});
});
