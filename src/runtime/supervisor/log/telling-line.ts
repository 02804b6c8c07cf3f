/** Lines that say nothing by themselves: stack frames, the runtime's farewell, brackets, carets. */
const silent = [
  /^\s*at\s/,
  /^Node\.js v\d/,
  /^[\s{}[\](),;^~]*$/,
  /^node:internal\//,
  /^\s*(code|errno|syscall|address|port|path|cause|requireStack):/,
  /^npm (ERR!|error) A complete log/,
];

/** An error's own line, such as `Error: connect ECONNREFUSED 127.0.0.1:5432` or `ValueError: …`. */
const telling = /\b([A-Z]\w*(Error|Exception)\b|error|fatal|panic|failed|cannot|can't|unable|missing|not found|denied|refused)/i;

const longest = 200;

/** The line of some output that most probably tells why the program ended: its last error, else its last words. */
export function tellingLine(lines: readonly string[]): string | undefined {
  const words = lines.filter((line) => !silent.some((pattern) => pattern.test(line)));
  const line = words.findLast((candidate) => telling.test(candidate)) ?? words.at(-1);
  if (line === undefined) return undefined;
  const text = line.replace(/\p{Cc}+/gu, " ").trim();
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
