import * as z from "zod/mini";
import { type ExclusiveKeys, exactlyOne } from "./exactly-one.ts";
import { field, shared } from "./field.ts";
import { plainCommandLine } from "./run.ts";
import { port, urlPath } from "./text.ts";
import { duration } from "./units.ts";

/** A check looks in exactly one way. */
export const checkRules: ExclusiveKeys = { kinds: ["mcp", "http", "tcp", "exec", "process"], belongs: {} };

const portOfCheck = () => field(z.optional(port()), "Another port than the thing's own.", 9090, { otherwise: "its own port" });

const httpCheck = shared(() =>
  z.strictObject({
    path: field(urlPath(), "Path that is asked with GET; 200 to 399 is good. Not the MCP path.", "/health"),
    port: portOfCheck(),
  }),
);

const checkShape = () => ({
  mcp: field(z.optional(z.strictObject({})), "An MCP handshake in the era the server speaks.", {}),
  http: field(z.optional(httpCheck()), "GET on a path.", { path: "/health" }),
  tcp: field(z.optional(z.strictObject({ port: portOfCheck() })), "The port accepts a connection.", {}),
  exec: field(z.optional(plainCommandLine()), "A program beside the server ends with 0.", ["pg_isready", "-U", "postgres"]),
  process: field(z.optional(z.strictObject({})), "The process runs; the least a check can say.", {}),
});

/** One check without timing, for what runs elsewhere. */
export const checkSchema = shared(() => exactlyOne(checkShape(), checkRules));

export const probeSchema = shared(() =>
  exactlyOne(
    {
      ...checkShape(),
      interval: field(z.prefault(duration(), "10s"), "Time between two checks.", "10s"),
      timeout: field(z.prefault(duration(), "5s"), "How long one check may take.", "5s"),
      failures: field(z._default(z.int().check(z.minimum(1), z.maximum(1000)), 3), "So many failures in a row change the verdict.", 3),
    },
    checkRules,
  ),
);

/** Did it come up, may it get calls, must it be restarted: three questions. */
export const healthSchema = shared(() =>
  z.strictObject({
    startup: field(
      z.prefault(
        z.strictObject({
          timeout: field(z.prefault(duration(), "60s"), "How long it may take from start to the first good readiness check.", "90s"),
        }),
        {},
      ),
      "Coming up.",
      { timeout: "90s" },
    ),
    readiness: field(
      z.optional(probeSchema()),
      "May it get calls? While not, it gets none.",
      { mcp: {} },
      {
        otherwise: "`mcp` for servers; none for services",
      },
    ),
    liveness: field(
      z.optional(probeSchema()),
      "Must it be restarted? Only ask about the process itself, never about what it depends on.",
      { http: { path: "/health" } },
      {
        otherwise: "the process runs",
      },
    ),
  }),
);

export const restartSchema = shared(() =>
  z.strictObject({
    policy: field(
      z._default(z.enum(["always", "on-failure", "never"]), "on-failure"),
      "When to start it again after it ended.",
      "on-failure",
    ),
    backoff: field(
      z.prefault(
        z.strictObject({
          initial: field(z.prefault(duration(), "1s"), "Wait before the first restart; doubles each time.", "1s"),
          max: field(z.prefault(duration(), "30s"), "Longest wait between two restarts.", "30s"),
        }),
        {},
      ),
      "Waiting between restarts.",
      { initial: "1s", max: "30s" },
    ),
    maxAttempts: field(
      z._default(z.int().check(z.minimum(1), z.maximum(1000)), 5),
      "Restarts in a row, without a healthy stretch between them, after which it is given up as crashed.",
      5,
    ),
  }),
);
