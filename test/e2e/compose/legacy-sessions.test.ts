import { expect, it } from "vitest";
import { toolsProgram } from "../equivalence/tools-program.ts";
import { EngineSandbox, lacksEngine } from "./engine-sandbox.ts";
import { composeStack } from "./stacks.ts";
import { SteadySessions } from "./steady-sessions.ts";

const patience = { timeout: 600_000 };
const on = ["-e", "staging"];
const clients = 50;

it.skipIf(lacksEngine).for(["nginx", "gateway"])(
  "ends sessions with 404 or lets them live while %s goes from old containers to new ones",
  patience,
  async (edge) => {
    const sandbox = new EngineSandbox();
    const stack = (level: string) => {
      const old = [
        "run: {command: [node, tools.mjs, http, legacy, 0.0.0.0, '8000'], cwd: ./tools}",
        "transport: http",
        "port: 8000",
        "protocol: legacy",
        "scale: {replicas: 3}",
        "stop: {grace: 5s}",
        `env: {LEVEL: ${level}}`,
      ];
      return composeStack({ name: sandbox.name, servers: { old }, edge });
    };
    sandbox.write({ "tools/tools.mjs": toolsProgram(), "mcp.stack.yaml": stack("first") });
    await sandbox.done(["apply", "--yes", ...on]);
    const { servers } = await sandbox.json<{ servers: { url: string }[] }>(["status", ...on]);
    const sessions = new SteadySessions(servers[0]?.url ?? "", clients);
    try {
      for (const level of ["second", "third"]) {
        sandbox.write({ "mcp.stack.yaml": stack(level) });
        await sandbox.done(["apply", "--yes", ...on]);
      }
    } finally {
      const { good, ended, opened, bad, levels } = await sessions.stop();
      expect(bad).toEqual({});
      expect(good).toBeGreaterThan(500);
      // Containers that are gone have taken their sessions with them; every client that was told so has opened another.
      expect(ended).toBeGreaterThanOrEqual(2 * clients);
      expect(opened).toBeGreaterThanOrEqual(ended + 1);
      expect(Object.keys(levels)).toEqual(["first", "second", "third"]);
    }
  },
);
