import * as z from "zod";
import { clientSchema } from "./client.ts";
import { environmentSchema, fragment, ignoreSchema } from "./environment.ts";
import { field } from "./field.ts";
import { gatewaySchema } from "./gateway.ts";
import { monitoringSchema } from "./monitoring.ts";
import { secretSchema } from "./secret.ts";
import { serverSchema } from "./server.ts";
import { serviceSchema } from "./service.ts";
import { filePath, label, name } from "./text.ts";
import { variableSchema } from "./variable.ts";

export const API_VERSION = "mcpc/v1";

const server = serverSchema();

const overridable = {
  description: field(label().optional(), "What the stack is for, in a sentence.", "Tools of the platform team"),
  defaults: field(fragment(), "Merged under every server: everything a server has, but run, description and expose.", {
    restart: { policy: "always" },
  }),
  servers: field(z.record(name(), server).default({}), "The MCP servers, by name.", {
    memory: { run: { npm: "@modelcontextprotocol/server-memory@2026.8.31" } },
  }),
  services: field(z.record(name(), z.lazy(serviceSchema)).default({}), "What servers need, by name. Not MCP servers.", {
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
  variables: field(
    z.record(name(), z.lazy(variableSchema)).default({}),
    "Typed inputs; `--set k=v` > `MCPC_VAR_K` > environment > default.",
    {
      domain: { type: "string", default: "localhost" },
    },
  ),
  secrets: field(z.record(name(), z.lazy(secretSchema)).default({}), "Names of secrets and where their values come from.", {
    "pg-password": { from: { env: "PG_PASSWORD" } },
  }),
  environments: field(z.record(name(), z.lazy(environmentSchema)).default({}), "Where the stack runs, by name. The first is the default.", {
    dev: { target: "local" },
  }),
  ...overridable,
});

/** The effective stack, typed: units are numbers, defaults are filled in. */
export type Stack = z.infer<typeof stackSchema>;

const { run: _run, description: _description, expose: _expose, ...inherited } = server.shape;

/** What `defaults` may hold, each part of it in parts: see `check/check-fragment.ts`. What differs between servers by nature cannot be a default. */
export const defaultsSchema = z.strictObject(inherited);

/** What the `overrides` of an environment may hold, each part of it in parts. */
export const overridesSchema = z.strictObject(overridable);
