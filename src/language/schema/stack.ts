import * as z from "zod";
import { clientSchema } from "./client.ts";
import { environmentSchema, ignoreSchema } from "./environment.ts";
import { field } from "./field.ts";
import { gatewaySchema } from "./gateway.ts";
import { monitoringSchema } from "./monitoring.ts";
import { overlaySchema } from "./overlay-schema.ts";
import { secretSchema } from "./secret.ts";
import { serverSchema } from "./server.ts";
import { serviceSchema } from "./service.ts";
import { filePath, label, name } from "./text.ts";
import { variableSchema } from "./variable.ts";

export const API_VERSION = "mcpc/v1";

const server = serverSchema();

/** What differs between servers by nature and so cannot be a default for all of them. */
const OWN_TO_A_SERVER = new Set(["run", "description", "expose"]);

const overridable = {
  description: field(label().optional(), "What the stack is for, in a sentence.", "Tools of the platform team"),
  defaults: field(z.lazy(defaultsSchema).optional(), "Merged under every server.", { restart: { policy: "always" } }),
  servers: field(z.record(name(), server).default({}), "The MCP servers, by name.", {
    memory: { run: { npm: "@modelcontextprotocol/server-memory@2026.8.31" } },
  }),
  services: field(z.record(name(), serviceSchema()).default({}), "What servers need, by name. Not MCP servers.", {
    db: { image: "postgres:16.10", port: 5432 },
  }),
  gateway: field(gatewaySchema().prefault({}), "The front door.", { hosts: ["mcp.example.com"] }),
  clients: field(z.array(clientSchema()).default([]), "Clients that get a configuration.", ["claude-code", "cursor"]),
  monitoring: field(monitoringSchema().prefault({}), "Metrics and traces.", { prometheus: true }),
  drift: field(
    z.strictObject({ ignore: field(ignoreSchema(), "JSON pointers.", ["/servers/tasks/scale/replicas"]) }).prefault({}),
    "Places of what runs that may differ without being called drift.",
    { ignore: ["/servers/tasks/scale/replicas"] },
  ),
};

/** A whole stack after includes, environment and variables were put in: the one source of the language. */
export const stackSchema = z.strictObject({
  apiVersion: field(z.literal(API_VERSION), "Version of the language.", API_VERSION),
  name: field(name(), "Prefixes everything that is created.", "team-tools"),
  include: field(z.array(filePath()).default([]), "Files that are merged in, relative to this one.", ["./services.yaml"]),
  variables: field(z.record(name(), variableSchema()).default({}), "Typed inputs; `--set k=v` > `MCPC_VAR_K` > environment > default.", {
    domain: { type: "string", default: "localhost" },
  }),
  secrets: field(z.record(name(), secretSchema()).default({}), "Names of secrets and where their values come from.", {
    "pg-password": { from: { env: "PG_PASSWORD" } },
  }),
  environments: field(
    z.record(name(), environmentSchema((z.lazy(overridesSchema) as z.ZodType<object, object>).optional())).default({}),
    "Where the stack runs, by name. The first is the default.",
    {
      dev: { target: "local" },
    },
  ),
  ...overridable,
});

/** The effective stack, typed: units are numbers, defaults are filled in. */
export type Stack = z.infer<typeof stackSchema>;

function defaultsSchema(): z.ZodType<object, object> {
  const shape = Object.entries(server.shape).filter(([key]) => !OWN_TO_A_SERVER.has(key));
  return z.strictObject(Object.fromEntries(shape.map(([key, inner]) => [key, overlaySchema(inner)])));
}

function overridesSchema(): z.ZodType<object, object> {
  return z.strictObject(Object.fromEntries(Object.entries(overridable).map(([key, inner]) => [key, overlaySchema(inner)])));
}
