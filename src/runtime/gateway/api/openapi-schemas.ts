const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const count = { type: "integer", minimum: 0 } as const;
const breaker = {
  enum: ["closed", "open", "half-open"],
  description: "open: calls are kept away, because there were no answers; half-open: one call tries.",
} as const;
const server = { $ref: "#/components/schemas/ServerStatus" } as const;

/** Shapes of what the API answers. */
export const apiSchemas = {
  Health: { type: "object", required: ["status"], properties: { status: { const: "ok" } }, additionalProperties: false },
  Readiness: {
    type: "object",
    required: ["ready"],
    properties: {
      ready: flag,
      servers: {
        description: "Left out for callers without a token from other machines.",
        type: "array",
        items: {
          type: "object",
          required: ["name", "state", "ready"],
          properties: { name: text, state: text, ready: flag, message: text },
          additionalProperties: false,
        },
      },
    },
    additionalProperties: false,
  },
  Status: {
    type: "object",
    required: ["version", "startedAt", "ready", "callsRunning", "servers"],
    properties: {
      version: text,
      startedAt: { type: "string", format: "date-time" },
      ready: flag,
      callsRunning: count,
      servers: { type: "array", items: server },
    },
    additionalProperties: false,
  },
  ServerStatus: {
    type: "object",
    required: ["name", "path", "state", "ready", "paused", "breaker", "callsRunning"],
    properties: {
      name: text,
      path: { type: "string", description: "Path of its endpoint." },
      state: text,
      ready: flag,
      paused: flag,
      breaker,
      callsRunning: count,
      message: { type: "string", description: "Why it is not ready." },
      replicas: {
        type: "array",
        items: {
          type: "object",
          required: ["origin", "breaker", "running"],
          properties: { origin: text, breaker, running: count },
          additionalProperties: false,
        },
      },
    },
    additionalProperties: false,
  },
  Problem: {
    type: "object",
    required: ["error"],
    properties: {
      error: { type: "object", required: ["code", "message"], properties: { code: text, message: text }, additionalProperties: false },
    },
    additionalProperties: false,
  },
  McpError: {
    description: "A refusal in the form that MCP clients read.",
    type: "object",
    required: ["jsonrpc", "id", "error"],
    properties: {
      jsonrpc: { const: "2.0" },
      id: { type: "null" },
      error: {
        type: "object",
        required: ["code", "message"],
        properties: { code: { type: "integer" }, message: text, data: { type: "object" } },
        additionalProperties: false,
      },
    },
    additionalProperties: false,
  },
} as const;
