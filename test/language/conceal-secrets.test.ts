import { expect, it } from "vitest";
import { diagnose } from "../../src/diagnostics/diagnose.ts";
import { concealSecrets } from "../../src/language/conceal-secrets.ts";
import { findSecretsInFile } from "../../src/language/rules/secret-shapes.ts";

const quoting = (text: string, ...quoted: readonly string[]) =>
  concealSecrets({
    sources: [{ path: "a.yaml", text }],
    diagnostics: quoted.map((value) => diagnose("MCPC2009", { name: value, where: "servers", nearest: value.toLowerCase() })),
  });

it("covers what looks like a secret in the text, and keeps every offset", () => {
  const text = 'env: {API_TOKEN: swordfish, LEVEL: info} # ghp_abcdefghijklmnopqrstuvwxyz0123456789\nurl: "htps:/me:hunter2@example.com"\n';
  const [source] = quoting(text).sources;
  expect(source?.text).toBe(`env: {API_TOKEN: •••••••••, LEVEL: info} # ${"•".repeat(40)}\nurl: "htps:/me:•••••••@example.com"\n`);
});

it("takes it out of a message, and no hint or suggestion tells it in another spelling", () => {
  const { diagnostics } = quoting("Ghp: sk-Proj-abcdefghijklmnop\nother: Plain_Name", "sk-Proj-abcdefghijklmnop", "Plain_Name");
  expect(diagnostics.map(({ message, hint, sensitive }) => ({ message, hint: hint?.slice(0, 18), sensitive }))).toEqual([
    { message: '"[secret]" cannot be a name in servers', hint: undefined, sensitive: true },
    { message: '"Plain_Name" cannot be a name in servers', hint: 'write "plain_name"', sensitive: undefined },
  ]);
});

it.each([
  "env: {DB_PASSWORD: '${secret.db}', TOKEN_LIMIT: 4096, MAX_TOKENS: none}",
  "secrets:\n  api-token: {from: {env: API_TOKEN}}\n",
  "run: {npm: '@modelcontextprotocol/server-memory@2026.8.31'}",
  "image: registry:5000/team/tasks:1.4.2@sha256:0123456789abcdef",
  "url: https://api.example.com:8443/mcp?units=metric",
])("leaves %j as it is", (text) => {
  expect(findSecretsInFile(text)).toEqual([]);
});

it("takes no longer for a text made to be slow", () => {
  for (const unit of ["a", "-", "/a", "/a:", "Bearer ", "a=", "?key=", "-----BEGIN PRIVATE KEY-----", "eyJ"]) {
    const began = performance.now();
    findSecretsInFile(unit.repeat(200_000 / unit.length));
    expect(performance.now() - began, unit).toBeLessThan(2_000);
  }
});
