import * as z from "zod/mini";
import { field, passedText, referenceRules, shared } from "./field.ts";
import { healthSchema, restartSchema } from "./health.ts";
import { callLimitsSchema, toolRulesSchema } from "./limits.ts";
import { needsSchema } from "./needs.ts";
import { runSchema } from "./run.ts";
import { scaleSchema } from "./scale.ts";
import { securitySchema } from "./security.ts";
import { serverTestSchema } from "./server-test.ts";
import { absolutePath, environmentName, label, port, regularExpression, urlPath } from "./text.ts";
import { cpu, durationOrZero, quantity } from "./units.ts";

const environmentValue = shared(() => {
  const schema = z.pipe(z.union([passedText(), z.number(), z.boolean()]), z.transform(String));
  referenceRules.add(schema, { rule: "any" });
  return schema;
});

export const environmentVariables = () =>
  field(
    z._default(z.record(environmentName(), environmentValue()), {}),
    "Environment variables of the process. Numbers and booleans become text as written.",
    {
      LOG_LEVEL: "info",
      DATABASE_URL: "postgres://app:${secret.pg-password}@${service.db.address}/tasks",
    },
  );

export const dataSchema = shared(() =>
  z.strictObject({
    path: field(
      z._default(absolutePath(), "/data"),
      "Where it is mounted in a container. `${data.dir}` names the directory on every target.",
      "/data",
    ),
    size: field(z.optional(quantity()), "Room asked for, where storage has a size.", "1Gi"),
  }),
);

export const resourcesSchema = shared(() =>
  z.strictObject({
    memory: field(z.optional(quantity()), "Most memory it may use.", "512Mi"),
    cpu: field(z.optional(cpu()), "Most processor it may use: thousandths of a core, or cores.", "500m"),
    pids: field(z.optional(z.int().check(z.minimum(1), z.maximum(4_194_304))), "Most processes and threads it may have.", 128),
  }),
);

export const stopSchema = shared(() =>
  z.strictObject({
    grace: field(z.prefault(durationOrZero(), "10s"), "Time to end by itself before it is killed.", "10s"),
  }),
);

const routingSchema = () =>
  z.strictObject({
    keywords: field(z._default(z.array(label()), []), "Words that speak for this server.", ["remember", "recall"]),
    patterns: field(z._default(z.array(regularExpression()), []), "Regular expressions (JavaScript) that speak for this server.", [
      "remember (that|my)",
    ]),
    priority: field(
      z._default(z.int().check(z.minimum(-1_000_000), z.maximum(1_000_000)), 0),
      "Among several that fit, the highest wins.",
      100,
    ),
  });

/** One MCP server. */
export const serverSchema = () =>
  z.strictObject({
    description: field(z.optional(label()), "What it is for, in a sentence.", "Knowledge-graph memory"),
    run: field(runSchema(), "What is started: exactly one of npm, pypi, image, command, url.", {
      npm: "@modelcontextprotocol/server-memory@2026.8.31",
    }),
    transport: field(z.optional(z.enum(["stdio", "http", "sse"])), "How the server itself is spoken to.", "http", {
      otherwise: "`http` for `run.url`, `stdio` for everything else",
    }),
    port: field(z.optional(port()), "TCP port it listens on, for http and sse.", 8000),
    path: field(z.optional(urlPath()), "Path of its MCP endpoint, for http and sse.", "/mcp", { otherwise: "`/mcp`; `/sse` for sse" }),
    protocol: field(
      z._default(z.enum(["auto", "legacy", "modern", "dual"]), "auto"),
      "Era the server speaks: `legacy` = revision 2025-11-25 and older, `modern` = 2026-07-28, `dual` = both, `auto` = find out.",
      "modern",
    ),
    stateful: field(
      z.optional(z.boolean()),
      "Does it keep something between the calls of a session? Drives isolation, affinity and the replica rules.",
      false,
      {
        otherwise: "true for stdio and legacy http, false for modern",
      },
    ),
    env: environmentVariables(),
    data: field(
      z.optional(dataSchema()),
      "Persistent storage: a directory, a volume or a claim, per target.",
      { path: "/data" },
      { otherwise: "nothing is kept" },
    ),
    needs: field(
      z.optional(needsSchema()),
      "Servers and services that must be there first: name → started, healthy or completed.",
      { db: "healthy" },
      {
        examples: [["db"], { db: { until: "healthy", restart: true } }],
      },
    ),
    health: field(z.prefault(healthSchema(), {}), "Startup, readiness and liveness: three different questions.", {
      readiness: { mcp: {} },
    }),
    restart: field(z.prefault(restartSchema(), {}), "What happens after it ended.", { policy: "on-failure" }),
    stop: field(z.prefault(stopSchema(), {}), "How it is stopped.", { grace: "10s" }),
    scale: field(z.prefault(scaleSchema(), {}), "How many there are.", { replicas: 3 }),
    resources: field(z.prefault(resourcesSchema(), {}), "What it may use of the machine.", { memory: "512Mi", cpu: "500m", pids: 128 }),
    limits: field(z.prefault(callLimitsSchema(), {}), "Limits on calls, applied by whatever stands in front of it.", {
      concurrency: 100,
      rate: "50/s",
    }),
    tools: field(z.prefault(toolRulesSchema(), {}), "Which of its tools are shown, under which names.", { deny: ["delete_task"] }),
    expose: field(
      z.prefault(
        z.strictObject({
          path: field(z.optional(urlPath()), "Path before `/mcp` at the front door.", "/tasks", { otherwise: "`/` and the server's name" }),
        }),
        {},
      ),
      "Where the front door shows it.",
      { path: "/tasks" },
    ),
    routing: field(z.prefault(routingSchema(), {}), "What speaks for sending a request to this server.", { keywords: ["remember"] }),
    security: field(z.prefault(securitySchema(), {}), "Departures from the safe default. Each is judged by the safety rules.", {
      user: "1000:1000",
    }),
    tests: field(z._default(z.array(z.lazy(serverTestSchema)), []), "Calls whose answers are known; `mcpc test` makes them.", [
      { tool: "create_task", args: { title: "hi" }, expect: { text: "created" } },
    ]),
    tags: field(z._default(z.array(label()), []), "Words to select servers by.", ["internal"]),
  });
