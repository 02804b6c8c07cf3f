import { expect, it } from "vitest";
import { compileStack, fileOf } from "./compile-stack.ts";

const readmeOf = async (lines: string) => fileOf(await compileStack(`servers: {a: {run: {npm: a@1.0.0}}}\n${lines}`), "README.md");

/** The part below a heading. */
const below = (heading: string, text: string) => text.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";

it("enters servers in clients with the token that the front door wants", async () => {
  const secured = await readmeOf(
    'clients: [claude-code, claude-desktop, codex, vscode]\nsecrets: {who: {from: {env: WHO}}}\ngateway: {auth: {bearer: {tokens: "${secret.who}"}}}',
  );
  expect(below("In Claude Code", secured)).toContain(
    'claude mcp add --transport http a http://127.0.0.1:7420/a/mcp --header "Authorization: Bearer $TOKEN"\n```\n\n`TOKEN` is one of the tokens in secret "who".',
  );
  expect(below("In Claude Desktop", secured)).toContain('"--header",\n        "Authorization: Bearer TOKEN"');
  expect(below("In Codex", secured)).toContain("codex mcp add a --url http://127.0.0.1:7420/a/mcp --bearer-token-env-var TOKEN\n");
  expect(below("In Visual Studio Code", secured)).toContain('"headers": {\n        "Authorization": "Bearer TOKEN"\n');
  const open = await readmeOf("clients: [claude-code, claude-desktop, codex, vscode]");
  expect(open).toContain("claude mcp add --transport http a http://127.0.0.1:7420/a/mcp\n```");
  expect(open).not.toContain("TOKEN");
});

it("says where what is measured can be seen", async () => {
  const monitored = await readmeOf("monitoring: {prometheus: true, grafana: true}");
  expect(below("Monitoring", monitored)).toContain(
    "| Prometheus | http://127.0.0.1:9090 |\n| Grafana, with a dashboard of the servers | http://127.0.0.1:3000 |",
  );
  expect(await readmeOf("")).not.toContain("Monitoring");
});
