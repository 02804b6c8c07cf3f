import { expect, it } from "vitest";
import { EngineSandbox, lacksEngine } from "./engine-sandbox.ts";
import { composeStack } from "./stacks.ts";

const patience = { timeout: 300_000 };
const on = ["-e", "staging"];

/** What YAML, Compose, Dockerfiles, shells and templates would each make something else of. */
const hostile: Readonly<Record<string, string>> = {
  DOLLAR: "$HOME ${HOME} $$ $${x} $(id) ${X:-y}",
  QUOTES: `it's "quoted" \\" \\' \``,
  BRACES: "{{x}} {{{y}}} <%= z %> #{a}",
  LINES: "one\ntwo\r\nthree\ttab",
  SHELL: "; rm -rf / & | > < * ? ! ~ #",
  YAML: "- a: [b, {c: &d *e}] # no\n? x : !!str",
  UNICODE: "ünï \u{1f600} \u202e \u2028 é",
  EMPTY: "",
  SPACES: "  both ends  ",
  EQUALS: "a=b=c",
  NUMBER: "0x1F",
  TRUTH: "yes",
};

it.skipIf(lacksEngine)("hands hostile values on as they are: plain ones, secrets, variables, arguments", patience, async () => {
  const secret = `s3cr3t $X \${Y} "q" 'p' \\ {{z}} ; ü`;
  const sandbox = new EngineSandbox();
  const plain = Object.entries(hostile).map(([name, value]) => `${name}: ${yaml(value)}`);
  const env = [...plain, "FROM_SECRET: ${secret.key}", 'MIXED: "<${secret.key}|${env.HOSTILE}>"', "FROM_ENV: ${env.HOSTILE}"];
  const servers = {
    one: [
      `run: {command: [node, answers.mjs, ${Object.values(hostile).map(yaml).join(", ")}], cwd: ./echo}`,
      "stateful: false",
      "env:",
      ...env.map((line) => `  ${line}`),
    ],
  };
  const more = ["secrets:", "  key: {from: {env: KEY}}"];
  const stack = composeStack({ name: sandbox.name, servers, more });
  sandbox.write({ "mcp.stack.yaml": stack });
  const given = { env: { KEY: secret, HOSTILE: `e $1 \${2} "3" \n 4` } };
  await sandbox.done(["apply", "--yes", ...on], given);
  expect(await sandbox.done(["plan", "--detailed-exitcode", ...on], given)).toContain("Nothing to do");

  const answer = await sandbox.json<{ content: { text: string }[] }>(["call", "one", "self", "{}", ...on]);
  const told = JSON.parse(answer.content[0]?.text ?? "") as { env: Record<string, string>; argv: string[] };
  for (const [name, value] of Object.entries(hostile)) expect(told.env[name], name).toBe(value);
  expect(told.argv).toEqual(Object.values(hostile));
  expect(told.env["FROM_SECRET"]).toBe(secret);
  expect(told.env["FROM_ENV"]).toBe(given.env.HOSTILE);
  expect(told.env["MIXED"]).toBe(`<${secret}|${given.env.HOSTILE}>`);

  // The engine, which tells anybody who may ask, does not know the secret; nor do the plan, the state or what was printed.
  const [container] = sandbox.of("server.one");
  expect(sandbox.docker("inspect", container?.id ?? "")).not.toContain("s3cr3t");
  expect(
    sandbox.docker("history", "--no-trunc", sandbox.docker("inspect", "--format", "{{.Image}}", container?.id ?? "").trim()),
  ).not.toContain("s3cr3t");
  expect(sandbox.printed.filter((output) => output.includes("s3cr3t") && !output.includes("FROM_SECRET"))).toEqual([]);

  const changed = { env: { ...given.env, KEY: "another" } };
  const plan = await sandbox.run(["plan", "--detailed-exitcode", ...on], changed);
  expect(plan).toMatchObject({ code: 2 });
  expect(plan.stdout).toMatch(/secret\.key +changed/);
  await sandbox.done(["apply", "--yes", ...on], changed);
  expect(await sandbox.done(["call", "one", "self", "{}", ...on])).toContain('"FROM_SECRET":"another"');
});

/** As a stack file writes a text: what looks like a reference of ours is doubled. */
function yaml(value: string): string {
  return JSON.stringify(value.replaceAll("${", () => "$${"));
}
