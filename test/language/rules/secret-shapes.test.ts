import fc from "fast-check";
import { expect, it } from "vitest";
import { canBeSecret, findSecret, isSecretName } from "../../../src/language/rules/secret-shapes.ts";

it.each([
  ["ghp_abcdefghijklmnopqrstuvwxyz0123456789", "a GitHub token"],
  ["github_pat_11ABCDEFG0abcdefghijkl_mnop", "a GitHub token"],
  ["glpat-abcdefghijklmnop1234", "a GitLab token"],
  ["xoxb-123456789012-abcdef", "a Slack token"],
  ["AKIAIOSFODNN7EXAMPLE", "an AWS access key"],
  ["sk-proj-abcdefghijklmnop", "an API key (sk-…)"],
  ["sk_live_abcdefghijklmnop", "a Stripe key"],
  ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0000.c2lnbmF0dXJl", "a signed token (JWT)"],
  ["-----BEGIN RSA PRIVATE KEY-----\nMIIE", "a private key"],
  ["redis://:hunter2@cache:6379", "a URL with a password in it"],
  ["https://api.example.com/v1?units=metric&token=abc123def", "a URL with a key in its query"],
  ["Authorization: Bearer abcdefgh", "an authorization header with its token"],
  ["--api-key=Zx8Kq2Lw9Vb4Nm7Tp3Rd6Yh1", "what looks like a key: a long random text"],
])("recognises %s", (text, looks) => {
  expect(findSecret(text)?.looks).toBe(looks);
});

it.each([
  "",
  "info",
  "http://localhost:8080/mcp",
  "postgres://app:\0@db:5432/tasks",
  "postgres://app@db:5432/tasks",
  "git@github.com:example/tasks.git",
  "123e4567-e89b-12d3-a456-426614174000",
  "3049b9e8c1d2f4a5b6c7d8e9f0a1b2c3d4e5f6a7",
  "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
  "ModelContextProtocolServerEverything2026",
  "@modelcontextprotocol/server-everything@2026.8.31",
  "/opt/a1B2c3D4e5F6g7H8i9J0/bin",
  "Bearer \0",
  "20260831T120000Z",
  "risk-assessment-of-the-year-2026",
  "arn:aws:iam::123456789012:role/tasks",
])("leaves %j alone", (text) => {
  expect(findSecret(text)).toBeUndefined();
});

it("knows names that say what they hold, and values that cannot be it", () => {
  expect(["GITHUB_TOKEN", "db-password", "X-Api-Key", "SECRET"].filter(isSecretName)).toHaveLength(4);
  expect(["TOKEN_LIMIT", "PASSWORD_FILE", "MONKEY", "TIKTOKEN"].filter(isSecretName)).toEqual([]);
  expect(["true", "4096", "/run/secrets/x", "./x", "https://x", "several words", "", "a\0b"].filter(canBeSecret)).toEqual([]);
  expect(canBeSecret("hunter2")).toBe(true);
});

it("recognises most random keys of 32 letters and digits, and hardly any words", () => {
  const key = fc.string({
    unit: fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"),
    minLength: 32,
    maxLength: 32,
  });
  const keys = fc.sample(key, { numRuns: 300, seed: 1 });
  expect(keys.filter((text) => findSecret(text) !== undefined).length).toBeGreaterThan(280);
  const word = fc.constantFrom("memory", "Server", "production", "Task", "eu", "West", "2026", "v1", "Index", "url");
  const words = fc.sample(fc.array(word, { minLength: 1, maxLength: 8 }), { numRuns: 300, seed: 1 }).map((parts) => parts.join(""));
  expect(words.filter((text) => findSecret(text) !== undefined).length).toBeLessThan(3);
});
