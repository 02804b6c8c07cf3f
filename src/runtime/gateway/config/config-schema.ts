import * as z from "zod";

/** A text that may be a secret: as it is, or where it is. */
const source = z.union([
  z.string(),
  z.strictObject({ env: z.string().min(1).describe("Environment variable that holds it.") }),
  z.strictObject({ file: z.string().min(1).describe("File that holds it, relative to the configuration.") }),
]);

export const httpUrl = z.url({ protocol: /^https?$/ });

const limits = z.strictObject({
  concurrency: z.int().min(1).optional().describe("Most calls at a time."),
  ratePerSecond: z.number().positive().optional().describe("Most calls per second; one second's worth may come at once."),
  timeoutMs: z.int().min(1).optional().describe("How long a call may take."),
  bodyBytes: z.int().min(1).optional().describe("Largest request."),
});

const tools = z.strictObject({
  allow: z.array(z.string()).optional().describe("Only these are shown. Names may end in `*`."),
  deny: z.array(z.string()).default([]),
  rename: z.record(z.string(), z.string()).default({}).describe("Name at the server → name shown."),
  limits: z.record(z.string(), limits).default({}).describe("Limits of single tools."),
});

const server = z.strictObject({
  urls: z.array(source).min(1).describe("Endpoints of equal servers."),
  resolve: z.boolean().default(false).describe("Each host name stands for all addresses that it has; they are looked up every second."),
  transport: z.enum(["http", "sse"]).default("http").describe("`sse` is the deprecated HTTP+SSE of 2024-11-05."),
  headers: z.record(z.string(), source).default({}).describe("Sent with every request."),
  path: z
    .string()
    .regex(/^\/[\w./~-]+$/)
    .optional()
    .describe("Path before `/mcp`; `/` and the server's name unless set."),
  limits: limits.prefault({}),
  tools: tools.prefault({}),
});

/** The file of `mcpc gateway --config`. */
export const gatewayConfigSchema = z.strictObject({
  $schema: z.string().optional(),
  host: z.string().min(1).default("127.0.0.1"),
  port: z.int().min(0).max(65_535).default(7500),
  hosts: z.array(z.string()).default([]).describe("Host names under which it is reached."),
  origins: z.array(z.string()).default([]).describe("Web origins that may call it from a browser."),
  auth: z
    .strictObject({
      bearer: z
        .strictObject({
          tokens: source.optional().describe("Accepted tokens, one per line."),
          hashes: z
            .array(z.string().regex(/^sha256:[0-9a-f]{64}$/))
            .default([])
            .describe("SHA-256 digests of accepted tokens, `sha256:` and 64 hexadecimal digits."),
        })
        .optional(),
      jwt: z.strictObject({ issuer: httpUrl, audience: z.string().min(1), jwksUrl: httpUrl.optional() }).optional(),
    })
    .prefault({}),
  limits: limits.prefault({}).describe("Limits on all calls together."),
  metrics: z.boolean().default(false).describe("Serve /metrics."),
  metricsPort: z
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .describe("Serve them at this port too, to everybody who reaches it: for a network of its own."),
  servers: z.record(z.string().regex(/^[a-z0-9](?:[a-z0-9_-]{0,62})$/i), server),
});

export type GatewayConfig = z.infer<typeof gatewayConfigSchema>;
export type TextSource = z.infer<typeof source>;
