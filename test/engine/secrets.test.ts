import { expect, it } from "vitest";
import { redactor } from "../../src/engine/secrets/redact.ts";
import { resolveSecrets } from "../../src/engine/secrets/resolve-secrets.ts";
import { createMemoryHost, type MemoryHostOptions } from "../../src/host/memory-host.ts";
import type { SecretSource } from "../../src/model/secret.ts";
import { codes } from "./environment.ts";
import { secretValue, wanted } from "./wanted.ts";

async function read(source: SecretSource, options: MemoryHostOptions = {}, missing: "warning" | "error" = "error") {
  const secrets = [{ name: "key", source, origin: { layer: "stack" as const } }];
  const desired = [wanted("server.a", { env: { KEY: secretValue("key") } })];
  const { values, diagnostics } = await resolveSecrets({ secrets, desired, root: "/work", missing }, createMemoryHost(options));
  return { value: values.get("key"), told: codes({ diagnostics }), severities: diagnostics.map(({ severity }) => severity) };
}

it("reads an environment variable", async () => {
  expect(await read({ kind: "env", name: "KEY" }, { env: { KEY: " v " } })).toMatchObject({ value: " v ", told: [] });
  expect((await read({ kind: "env", name: "KEY" })).told).toEqual([
    'MCPC6010 secret "key" cannot be read: environment variable "KEY" is not set',
  ]);
  expect((await read({ kind: "env", name: "KEY" }, { env: { KEY: "" } })).told).toEqual([
    'MCPC6010 secret "key" cannot be read: environment variable "KEY" is empty',
  ]);
});

it("reads a file beside the stack, without its last newline, and minds who else can read it", async () => {
  const host = createMemoryHost();
  await host.writeFile("/work/key", "line 1\nline 2\r\n", 0o600);
  const options = { files: Object.fromEntries(host.files) };
  const open = await read({ kind: "file", path: "key" }, options);
  expect(open.value).toBe("line 1\nline 2");
  expect(open.told).toEqual(['MCPC6013 the file of secret "key" can be read by other users of this machine: "key" (mode 0644)']);
  expect((await read({ kind: "file", path: "no" })).told).toEqual(['MCPC6010 secret "key" cannot be read: there is no file "no"']);
  expect((await read({ kind: "file", path: "bad" }, { files: { "/work/bad": new Uint8Array([0xff]) } })).told).toEqual([
    'MCPC6010 secret "key" cannot be read: file "bad" is not UTF-8 text',
  ]);
});

it("runs a program, and never repeats what it printed", async () => {
  const source: SecretSource = { kind: "exec", command: ["pass", "show", "api key"] };
  const commands = { "pass show api key": { stdout: "canary\n" } };
  expect(await read(source, { commands })).toMatchObject({ value: "canary", told: [] });
  const failing = await read(source, { commands: { pass: { code: 2, stdout: "canary", stderr: "canary" } } });
  expect(failing.told).toEqual(['MCPC6010 secret "key" cannot be read: program "pass" ended with code 2']);
  expect((await read(source, { commands: { pass: { timedOut: true } } })).told[0]).toContain('program "pass" did not answer within 60 s');
  expect((await read(source)).told).toEqual(['MCPC6010 secret "key" cannot be read: program "pass" cannot be run']);
});

it("asks kubectl for a key of a Kubernetes secret", async () => {
  const source: SecretSource = { kind: "kubernetes", name: "api", key: "token.txt", namespace: "prod" };
  const answer = { stdout: JSON.stringify({ data: { "token.txt": btoa("value") } }) };
  const commands = { kubectl: {}, "/usr/bin/kubectl get secret api --namespace prod --output json": answer };
  expect(await read(source, { commands })).toMatchObject({ value: "value", told: [] });
  expect((await read({ ...source, key: "other" }, { commands })).told[0]).toContain('the Kubernetes secret "api" has no key "other"');
  expect((await read(source)).told[0]).toContain("there is no kubectl on PATH");
});

it("says that Docker never gives a secret back", async () => {
  const source: SecretSource = { kind: "docker", name: "api" };
  expect((await read(source)).told).toEqual(['MCPC6012 secret "key" comes from the Docker secret "api", which Docker never gives back']);
  expect((await read(source, {}, "warning")).severities).toEqual(["warning"]);
});

it("only warns while planning", async () => {
  expect(await read({ kind: "env", name: "KEY" }, {}, "warning")).toEqual({
    value: undefined,
    told: ['MCPC6011 whether secret "key" changed is unknown: environment variable "KEY" is not set'],
    severities: ["warning"],
  });
});

it("does not ask for secrets that nothing receives", async () => {
  const secrets = [{ name: "unused", source: { kind: "env" as const, name: "NO" }, origin: { layer: "stack" as const } }];
  const resolved = await resolveSecrets({ secrets, desired: [wanted("server.a")], root: "/work", missing: "error" }, createMemoryHost());
  expect(resolved.diagnostics).toEqual([]);
});

it("takes values out of texts, line by line and the longest first", () => {
  const redact = redactor(["token-1\ntoken-2", "token-1-long", "abc"]);
  expect(redact("abc token-1-long, token-2 and token-1")).toBe("abc [secret], [secret] and [secret]");
});
