import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { runBundle, startBundle } from "./bundle.ts";

function secretsFolder(secrets: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "mcpc-secrets-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, value] of Object.entries(secrets)) writeFileSync(join(folder, name), value);
  return folder;
}

it("becomes the program: its arguments, its variables, its exit code and its process", async () => {
  const folder = secretsFolder({ token: "s3cret" });
  const child = startBundle(
    [
      "exec",
      "--secrets",
      folder,
      "--env",
      "TOKEN=Bearer ${secret.token}",
      "--",
      "sh",
      "-c",
      'echo "$0 $1 $TOKEN $$"; exit 7',
      "--x",
      "y z",
    ],
    {},
  );
  let stdout = "";
  child.stdout?.on("data", (text) => (stdout += text));
  const [code] = await once(child, "close");
  expect([code, stdout]).toEqual([7, `--x y z Bearer s3cret ${child.pid}\n`]);
});

it("says what cannot be started, as a shell would", async () => {
  expect(await runBundle("exec", "--", "no-such-program-here")).toMatchObject({
    code: 127,
    stderr: 'mcpc exec: MCPC6385: "no-such-program-here" cannot be started: there is no such program\n',
  });
  expect((await runBundle("exec", "--env", "A=b")).code).toBe(127);
  expect((await runBundle("exec", "--unknown", "--", "true")).code).toBe(127);
  const { code, stderr } = await runBundle("exec", "--secrets", secretsFolder({}), "--env", "A=${secret.gone}", "--", "true");
  expect([code, stderr]).toEqual([127, expect.stringContaining("MCPC6384")]);
});
