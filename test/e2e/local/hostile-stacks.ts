const head = "apiVersion: mcpc/v1\nname: e2e\n";
const tail = "environments:\n  dev: {target: local}\n";
const stack = (middle: string) => `${head}${middle}\n${tail}`;
const servers = (...lines: readonly string[]) => stack(`servers:\n${lines.map((line) => `  ${line}`).join("\n")}`);
const bytes = (...parts: readonly (string | number)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "number" ? Buffer.from([part]) : Buffer.from(part))));

const bomb = [
  "x-0: &x0 [a, a, a, a, a, a, a, a, a, a]",
  ...Array.from({ length: 9 }, (_, index) => `x-${index + 1}: &x${index + 1} [${Array(10).fill(`*x${index}`).join(", ")}]`),
];

/** Stacks that nobody can mean, each with the code of what is wrong first. */
export const hostileStacks: Readonly<Record<string, readonly [content: string | Uint8Array, code: string]>> = {
  "an open bracket": [`${head}servers: {a: {run: [`, "MCPC1001"],
  "an open quote": [servers('a: {run: {command: ["x]}}'), "MCPC1001"],
  "tabs for indentation": [`${head}servers:\n\ta:\n\t\trun: {command: [x]}\n`, "MCPC1003"],
  "the same key twice": [servers("a: {run: {command: [x]}}", "a: {run: {command: [y]}}"), "MCPC1002"],
  "two documents": [`${servers("a: {run: {command: [x]}}")}---\n${head}`, "MCPC1004"],
  nothing: ["", "MCPC1005"],
  "a list": ["- a\n- b\n", "MCPC1006"],
  "a lone scalar": ["just a text\n", "MCPC1006"],
  "a bomb of aliases": [`${head}${bomb.join("\n")}\n`, "MCPC1013"],
  "an alias of itself": [`${head}x-a: &a [*a]\n`, "MCPC1012"],
  "a hundred thousand brackets": [`${head}x-deep: ${"[".repeat(100_000)}`, "MCPC1"],
  "a tag that would run code": [servers("a: !!js/function 'function () {}'"), "MCPC1011"],
  "bytes that are no UTF-8": [bytes(head, "servers: {a: {run: {command: [", 0xff, 0xfe, 0xc0, "]}}}\n"), "MCPC1"],
  "UTF-16": [Buffer.from(`\ufeff${servers("a: {run: {command: [x]}}")}`, "utf16le"), "MCPC1"],
  "NUL bytes": [bytes(head, 0, 0, "servers: {}\n"), "MCPC1"],
  "a program instead of a text": [bytes(0x7f, "ELF", 2, 1, 1, 0, 0, 0xff, 0xd8, 0x80), "MCPC1"],
  "ten megabytes of one letter": ["a".repeat(10_000_000), "MCPC1"],
  "ten megabytes of keys": [stack(Array.from({ length: 500_000 }, (_, index) => `x-key-${index}: value`).join("\n")), "MCPC1"],
  "wrong types": [stack("servers: [a, b]\nvariables: 3\nsecrets: text\ndefaults: [1]"), "MCPC2001"],
  "a number for a name": [servers("a: {run: {command: [x]}}").replace("name: e2e", "name: 12"), "MCPC2"],
  "unknown keys": [servers("a: {run: {command: [x]}, replicas: 3, enviroment: {}}"), "MCPC2004"],
  "two ways to run": [servers("a: {run: {command: [x], npm: y@1.0.0}}"), "MCPC2003"],
  "a duration without unit": [servers("a: {run: {command: [x]}, stop: {grace: 10}}"), "MCPC2007"],
  "servers that need each other": [servers("a: {run: {command: [x]}, needs: [b]}", "b: {run: {command: [x]}, needs: [a]}"), "MCPC3"],
  "a server that needs itself": [servers("a: {run: {command: [x]}, needs: [a]}"), "MCPC3"],
  "variables that refer to each other": [stack('variables: {a: {default: "${var.b}"}, b: {default: "${var.a}"}}'), "MCPC3113"],
  "references to nothing": [servers('a: {run: {command: [x]}, env: {A: "${nothing.x}", B: "${secret.x", C: "${env.}"}}'), "MCPC310"],
  "a missing include": [`${servers("a: {run: {command: [x]}}")}include: [missing.yaml]\n`, "MCPC1"],
  "an include of itself": [`${servers("a: {run: {command: [x]}}")}include: [mcp.stack.yaml]\n`, "MCPC1"],
  "an include of a folder": [`${servers("a: {run: {command: [x]}}")}include: [.]\n`, "MCPC1"],
  "an include without end": [`${servers("a: {run: {command: [x]}}")}include: [/dev/zero]\n`, "MCPC1"],
  "a name that is a path": [servers('"../../etc": {run: {command: [x]}}'), "MCPC2009"],
  "a name that objects have": [servers("__proto__: {run: {command: [x]}}", "constructor: {run: {command: [x]}}"), "MCPC1015"],
  "a name with an escape sequence": [servers('"\\e[31mred\\a": {run: {command: [x]}}'), "MCPC2009"],
  "a name without end": [servers(`${"a".repeat(900)}: {run: {command: [x]}}`), "MCPC2009"],
  "a name that looks like another": [servers('"serv\u200ber": {run: {command: [x]}}', '"ѕerver": {run: {command: [x]}}'), "MCPC2009"],
  "a NUL in an argument": [servers('a: {run: {command: ["x\\0y"]}}'), "MCPC2008"],
  "a NUL in a variable": [servers('a: {run: {command: [x]}, env: {A: "x\\0y"}}'), "MCPC2008"],
  "a variable with an equals sign": [servers('a: {run: {command: [x]}, env: {"A=B": c}}'), "MCPC2010"],
  "numbers beyond all bounds": [servers("a: {run: {command: [x]}, port: 99999999999999999999, scale: {replicas: -1}}"), "MCPC"],
};
