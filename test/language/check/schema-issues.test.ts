import { expect, it } from "vitest";
import { expectMarked, loadText, marked, serverWith, stackWith } from "../marked.ts";

const mistakes: readonly (readonly [string, string, string])[] = [
  ["an unknown key at the top", stackWith("⟦servrs⟧: {}\n"), 'MCPC2004 unknown key "servrs" in the stack (servers)'],
  ["an unknown key in a server", serverWith("scale: {⟦replica⟧: 3}"), 'MCPC2004 unknown key "replica" in servers.a.scale (replicas)'],
  ["a missing name", "⟦apiVersion⟧: mcpc/v1\n", 'MCPC2002 "name" is missing in the stack'],
  ["another version", "apiVersion: ⟦mcpc/v2⟧\nname: a\n", 'MCPC2006 apiVersion must be mcpc/v1, not "mcpc/v2" (mcpc/v1)'],
  ["a server without run", stackWith("servers: {⟦a⟧: {port: 8000}}\n"), 'MCPC2002 "run" is missing in servers.a'],
  ["a server without anything", stackWith("servers:\n  a:‸\n"), "MCPC2001 servers.a must be a map, not nothing"],
  [
    "a run of no kind",
    stackWith("servers: {a: {⟦run⟧: {}}}\n"),
    "MCPC2003 servers.a.run needs exactly one of npm, pypi, image, command, url",
  ],
  [
    "a run of two kinds",
    stackWith("servers: {a: {run: {npm: x@1.0.0, ⟦image⟧: y}}}\n"),
    "MCPC2003 servers.a.run needs exactly one of npm, pypi, image, command, url, and has npm and image",
  ],
  [
    "a key of another kind of run",
    stackWith("servers: {a: {run: {npm: x@1.0.0, ⟦python⟧: '3.12'}}}\n"),
    'MCPC2005 "python" in servers.a.run goes with pypi, not with npm',
  ],
  ["a port as text", serverWith("port: ⟦eighty⟧"), 'MCPC2007 servers.a.port must be a port, not the text "eighty"'],
  ["a port in quotes", serverWith('port: ⟦"8000"⟧'), 'MCPC2007 servers.a.port must be a port, not the text "8000" (8000)'],
  ["a port out of range", serverWith("port: ⟦70000⟧"), "MCPC2008 servers.a.port must be at most 65535, not the number 70000"],
  ["half a port", serverWith("port: ⟦80.5⟧"), "MCPC2007 servers.a.port must be a port, not the number 80.5"],
  [
    "a duration without unit",
    serverWith("limits: {timeout: ⟦60⟧}"),
    "MCPC2007 servers.a.limits.timeout must be a duration, not the number 60 (60s)",
  ],
  [
    "a quantity without unit",
    serverWith("resources: {memory: ⟦512⟧}"),
    "MCPC2007 servers.a.resources.memory must be a quantity, not the number 512 (512Mi)",
  ],
  [
    "a quantity with another unit",
    serverWith("resources: {memory: ⟦512mb⟧}"),
    'MCPC2007 servers.a.resources.memory must be a quantity, not the text "512mb"',
  ],
  ["a rate without unit", serverWith("limits: {rate: ⟦50⟧}"), "MCPC2007 servers.a.limits.rate must be a rate, not the number 50 (50/s)"],
  [
    "a share without unit",
    serverWith("scale: {min: 1, max: 2, cpu: ⟦70⟧}"),
    "MCPC2007 servers.a.scale.cpu must be a percentage, not the number 70 (70%)",
  ],
  ["a share of more than all", serverWith("scale: {min: 1, max: 2, cpu: ⟦170%⟧}"), "MCPC2008 servers.a.scale.cpu must be from 1% to 100%"],
  ["no time at all", serverWith("limits: {timeout: ⟦0s⟧}"), "MCPC2008 servers.a.limits.timeout must be longer than 0s"],
  [
    "a time no timer holds",
    serverWith("limits: {timeout: ⟦25d⟧}"),
    "MCPC2008 servers.a.limits.timeout is longer than 24d, the longest time a timer can hold",
  ],
  [
    "a word of a list that is not in it",
    serverWith("transport: ⟦htp⟧"),
    'MCPC2006 servers.a.transport cannot be "htp"; it is one of stdio, http, sse (http)',
  ],
  [
    "a map in place of a word",
    serverWith("transport: ⟦{}⟧"),
    "MCPC2006 servers.a.transport cannot be a map; it is one of stdio, http, sse",
  ],
  [
    "a name in capitals",
    stackWith("servers: {⟦Task_Server⟧: {run: {npm: x@1.0.0}}}\n"),
    'MCPC2009 "Task_Server" cannot be a name in servers (task-server)',
  ],
  [
    "a name that objects have",
    stackWith("servers: {⟦constructor⟧: {run: {npm: x@1.0.0}}}\n"),
    'MCPC2009 "constructor" cannot be a name in servers',
  ],
  [
    "a stack name that is no name",
    "apiVersion: mcpc/v1\nname: ⟦Team Tools⟧\n",
    'MCPC2009 "Team Tools" cannot be a name in name (team-tools)',
  ],
  ["a stack name that is no text", "apiVersion: mcpc/v1\nname: ⟦7⟧\n", "MCPC2007 name must be a name, not the number 7"],
  [
    "a variable name no system takes",
    serverWith("env: {⟦LOG-LEVEL⟧: info}"),
    'MCPC2010 "LOG-LEVEL" in servers.a.env is not a valid environment variable name',
  ],
  ["a list in env", serverWith("env: {A: ⟦[1]⟧}"), "MCPC2001 servers.a.env.A must be a text or a number or true or false, not a list"],
  [
    "a state nothing can have",
    serverWith("needs: {b: ⟦helthy⟧}"),
    'MCPC2006 servers.a.needs.b cannot be "helthy"; it is one of started, healthy, completed (healthy)',
  ],
  ["an unknown key in a need", serverWith("needs: {b: {⟦unti⟧: healthy}}"), 'MCPC2004 unknown key "unti" in servers.a.needs.b (until)'],
  ["a number in a list of needs", serverWith("needs: [b, ⟦3⟧]"), "MCPC2007 servers.a.needs[1] must be a name, not the number 3"],
  ["needs as text", serverWith("needs: ⟦db⟧"), 'MCPC2001 servers.a.needs must be a map or a list, not the text "db"'],
  [
    "a probe of no kind",
    serverWith("health: {⟦readiness⟧: {}}"),
    "MCPC2003 servers.a.health.readiness needs exactly one of mcp, http, tcp, exec, process",
  ],
  [
    "a probe without path",
    serverWith("health: {readiness: {⟦http⟧: {}}}"),
    'MCPC2002 "path" is missing in servers.a.health.readiness.http',
  ],
  ["a test without tool", serverWith("tests: [{⟦args⟧: {}}]"), 'MCPC2002 "tool" is missing in servers.a.tests[0]'],
  [
    "a broken regular expression",
    serverWith("routing: {patterns: [⟦'('⟧]}"),
    "MCPC2008 servers.a.routing.patterns[0] is not a regular expression",
  ],
  [
    "a pattern that looks ahead",
    stackWith("variables: {team: {default: a, pattern: ⟦'(?=a)a'⟧}}\n"),
    "MCPC2008 variables.team.pattern looks ahead, behind or back, or repeats more than can be checked in bounded time",
  ],
  ["a range upside down", serverWith("scale: {min: ⟦5⟧, max: 2}"), 'MCPC2008 servers.a.scale.min must not be more than "max" (2)'],
  [
    "half a range",
    serverWith("scale: {min: ⟦5⟧}"),
    'MCPC2008 servers.a.scale.min needs "max" beside it: the number follows load only within a range',
  ],
  [
    "an unknown client",
    stackWith("clients: [⟦curser⟧]\n"),
    'MCPC2006 clients[0] cannot be "curser"; it is one of claude-code, claude-desktop, cursor, vscode, windsurf, zed, codex, gemini-cli (cursor)',
  ],
  [
    "a mistake in defaults, once",
    stackWith("defaults: {restart: {⟦polcy⟧: always}}\nservers: {a: {run: {npm: x@1.0.0}}, b: {run: {npm: x@1.0.0}}}\n"),
    'MCPC2004 unknown key "polcy" in defaults.restart (policy)',
  ],
  [
    "what cannot be a default",
    stackWith("defaults: {⟦run⟧: {npm: x@1.0.0}}\nservers: {a: {}}\n"),
    'MCPC2004 unknown key "run" in defaults',
  ],
  [
    "a mistake in an environment that is not chosen",
    stackWith("environments: {dev: {}, prod: {overrides: {servers: {a: {scale: {⟦replica⟧: 3}}}}}}\n"),
    'MCPC2004 unknown key "replica" in environments.prod.overrides.servers.a.scale (replicas)',
  ],
  [
    "a wrong type in an environment that is not chosen",
    stackWith("environments: {dev: {}, prod: {edge: ⟦ngix⟧}}\n"),
    'MCPC2006 environments.prod.edge cannot be "ngix"; it is one of none, gateway, nginx, gateway-api (nginx)',
  ],
];

it.each(mistakes)("points at %s", async (_name, withMarkers, expected) => {
  const { text, places } = marked(withMarkers);
  const { diagnostics, stack } = await loadText(text);
  const [first] = diagnostics;
  const suggestion = first?.suggestion === undefined ? "" : ` (${first.suggestion.text})`;
  expect(`${first?.code} ${first?.message}${suggestion}`).toBe(expected);
  expect({ start: first?.range?.start.offset, end: first?.range?.end.offset }).toEqual(places[0]);
  expect(stack).toBeUndefined();
});

it("reports every mistake of a pass", async () => {
  await expectMarked(
    stackWith(`servers:
  a:
    run: {npm: x@1.0.0}
    ⟦prot⟧: 80
    transport: ⟦tcp⟧
    limits: {rate: ⟦5⟧, ⟦bdy⟧: 4Mi}
  ⟦B⟧: {run: {npm: x@1.0.0}}
`),
    ["MCPC2004", "MCPC2006", "MCPC2007", "MCPC2004", "MCPC2009"],
  );
});

it("accepts parts in overrides that would be incomplete in a server", async () => {
  const text = stackWith(
    "servers: {a: {run: {npm: x@1.0.0}}}\nenvironments: {dev: {}, prod: {overrides: {servers: {a: {run: {args: [--fast]}, scale: {min: 2}, env: null}}}}}\n",
  );
  const { diagnostics } = await loadText(text);
  expect(diagnostics).toEqual([]);
});

it("leaves extension keys alone at the top and in servers, and nowhere else", async () => {
  await expectMarked(stackWith("x-note: 1\nservers: {a: {run: {npm: x@1.0.0}, x-owner: me, limits: {⟦x-y⟧: 1}}}\n"), ["MCPC2004"]);
});
