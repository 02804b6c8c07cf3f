import { expect, it } from "vitest";
import { expectMarked, loadRight, loadText, marked, serverWith, stackWith } from "../marked.ts";

const around = (body: string) =>
  stackWith(`variables: {port: {type: number, default: 8000}, level: {default: info}}
secrets: {pg-password: {from: {env: PG}}}
services: {db: {image: "postgres:16.10", port: 5432}, cold: {image: "x:1"}, api: {external: {url: "https://x.example.com"}}}
servers:
  a:
    run: {npm: x@1.0.0}
    ${body}
`);

const mistakes: readonly (readonly [string, string, string])[] = [
  ["one that is not closed", 'env: {A: "x ⟦${var.level⟧"}', 'MCPC3101 the reference "${var.level" has no closing "}"'],
  ["an unknown kind", 'env: {A: "${⟦vars⟧.level}"}', 'MCPC3102 "${vars.level}" refers to nothing that a stack has (var)'],
  ["an unknown variable", 'env: {A: "${var.⟦levl⟧}"}', 'MCPC3103 there is no variable "levl" (level)'],
  ["an unknown secret", 'env: {A: "${secret.⟦pgpassword⟧}"}', 'MCPC3103 there is no secret "pgpassword" (pg-password)'],
  ["an unknown service", 'env: {A: "${service.⟦dbb⟧.host}"}', 'MCPC3103 there is no service "dbb" (db)'],
  ["an unknown server", 'env: {A: "${server.⟦aa⟧.url}"}', 'MCPC3103 there is no server "aa" (a)'],
  [
    "an unknown output",
    'env: {A: "${service.db.⟦adress⟧}"}',
    'MCPC3104 there is no output "adress"; it gives address, host, port (address)',
  ],
  ["half a reference", 'env: {A: "${⟦service.db⟧}"}', 'MCPC3108 the reference "${service.db}" is not complete'],
  [
    "a secret in arguments",
    'transport: stdio\n  b: {run: {npm: x@1.0.0, args: ["--pw=⟦${secret.pg-password}⟧"]}}',
    'MCPC3105 the secret "pg-password" cannot stand in servers.b.run.args[0]: arguments are visible to everybody on the machine',
  ],
  [
    "a late value where it must be known",
    'port: "⟦${env.PORT}⟧"',
    'MCPC3106 servers.a.port must be known when the stack is compiled, so "${env.PORT}" cannot stand there',
  ],
  [
    "a directory of a server that keeps nothing",
    'env: {A: "⟦${data.dir}⟧/x"}',
    'MCPC3107 "${data.dir}" stands in servers.a, which has no data',
  ],
  [
    "the address of a service without port",
    'env: {A: "http://⟦${service.cold.address}⟧"}',
    "MCPC3109 services.cold has no port, so it has no address",
  ],
  ["the second of two equal tokens", 'env: {A: "pg ${secret.pg-password} ${secret.⟦pg⟧}"}', 'MCPC3103 there is no secret "pg"'],
];

it.each(mistakes)("points at %s", async (_name, body, expected) => {
  const { text, places } = marked(around(body));
  const { diagnostics, stack } = await loadText(text);
  const [first] = diagnostics;
  const suggestion = first?.suggestion === undefined ? "" : ` (${first.suggestion.text})`;
  expect(`${first?.code} ${first?.message}${suggestion}`).toBe(expected);
  expect({ start: first?.range?.start.offset, end: first?.range?.end.offset }).toEqual(places[0]);
  expect(diagnostics).toHaveLength(1);
  expect(stack).toBeUndefined();
});

it("finds the token in folded, quoted and literal texts", async () => {
  await expectMarked(
    around(`env:
      A: 'it''s \${var.⟦a1⟧}'
      B: "tab\\t\${var.⟦b1⟧}"
      C: >-
        folded
        text \${var.⟦c1⟧}
      D: plain \${var.⟦d1⟧}`),
    ["MCPC3103", "MCPC3103", "MCPC3103", "MCPC3103"],
  );
});

it("gives a whole value the type of its variable, and a text where only text fits", async () => {
  const stack = await loadRight(
    around('port: "${var.port}"\n    description: "${var.port}"\n    env: {PORT: "${var.port}", URL: "http://x:${var.port}/"}'),
  );
  expect(stack.data.servers["a"]).toMatchObject({ port: 8000, description: "8000", env: { PORT: "8000", URL: "http://x:8000/" } });
});

it("leaves what is known later to lowering", async () => {
  const env =
    '{A: "${secret.pg-password}@${service.db.address} ${service.api.host} ${server.a.url} ${env.HOME} ${env.X:-y z}", B: "${data.dir}"}';
  const stack = await loadRight(around(`data: {path: /data}\n    env: ${env}`));
  expect(stack.data.servers["a"]?.env).toEqual({
    A: "${secret.pg-password}@${service.db.address} ${service.api.host} ${server.a.url} ${env.HOME} ${env.X:-y z}",
    B: "${data.dir}",
  });
});

it("replaces the names of stack and environment", async () => {
  const stack = await loadRight(serverWith('description: "${stack.name} in ${environment}"'));
  expect(stack.data.servers["a"]?.description).toBe("team in default");
});

it("keeps a literal ${ literal, also when a variable brings it in", async () => {
  const text = stackWith(`variables: {price: {}}
servers: {a: {run: {npm: x@1.0.0}, description: "$\${x}", env: {A: "$\${x}", B: "\${var.price}"}}}
`);
  const stack = await loadRight(text, { set: { price: "${secret.x}" } });
  expect(stack.data.servers["a"]).toMatchObject({ description: "${x}", env: { A: "$${x}", B: "$${secret.x}" } });
});

it("checks references of environments that are not chosen", async () => {
  await expectMarked(
    stackWith(`servers: {a: {run: {npm: x@1.0.0}}}
variables: {port: {type: number, default: 1}}
environments: {dev: {}, prod: {overrides: {servers: {a: {port: "\${var.port}", env: {A: "\${secret.⟦nobody⟧}"}}}}}}
`),
    ["MCPC3103"],
  );
});
