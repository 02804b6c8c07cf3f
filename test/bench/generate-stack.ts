/** A stack of `count` servers as a team writes them: pinned packages and own commands, environment, needs, health, limits. */
export function generateStack(count: number): string {
  const lines = [
    "apiVersion: mcpc/v1",
    `name: bench-${count}`,
    "variables:",
    "  level: {type: string, default: info}",
    "secrets:",
    "  token: {from: {env: BENCH_TOKEN}}",
  ];
  lines.push("servers:");
  for (let index = 0; index < count; index++) lines.push(...server(index));
  lines.push("environments:", "  dev: {target: local}");
  return `${lines.join("\n")}\n`;
}

function server(index: number): string[] {
  const run = index % 2 === 0 ? `{npm: "@bench/server-${index}@1.0.${index % 10}"}` : `{command: [node, servers/s${index}.js, --verbose]}`;
  return [
    `  server-${index}:`,
    `    description: Server number ${index}`,
    `    run: ${run}`,
    "    env:",
    '      LOG_LEVEL: "${var.level}"',
    '      TOKEN: "${secret.token}"',
    "    restart: {policy: on-failure, maxAttempts: 3}",
    ...(index % 10 === 9 ? [`    needs: {server-${index - 1}: started}`] : []),
  ];
}
