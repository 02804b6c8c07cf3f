import * as z from "zod/mini";
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

export const apiVersion = "mcpc/v1";

const server = serverSchema();

const overridable = {
  description: field(z.optional(label()), "What the stack is for, in a sentence.", "Tools of the platform team"),
  defaults: field(fragment(), "Merged under every server: everything a server has, but run, description and expose.", {
    restart: { policy: "always" },
  }),
  servers: field(z._default(z.record(name(), server), {}), "The MCP servers, by name.", {
    memory: { run: { npm: "@modelcontextprotocol/server-memory@2026.8.31" } },
  }),
  services: field(z._default(z.record(name(), z.lazy(serviceSchema)), {}), "What servers need, by name. Not MCP servers.", {
    db: { image: "postgres:16.10", port: 5432 },
  }),
  gateway: field(z.prefault(gatewaySchema(), {}), "The front door.", { hosts: ["mcp.example.com"] }),
  clients: field(z._default(z.array(clientSchema()), []), "Clients that get a configuration.", ["claude-code", "cursor"]),
  monitoring: field(z.prefault(monitoringSchema(), {}), "Metrics and traces.", { prometheus: true }),
  drift: field(
    z.prefault(z.strictObject({ ignore: field(ignoreSchema(), "JSON pointers.", ["/servers/tasks/scale/replicas"]) }), {}),
    "Places of what runs that may differ without being called drift.",
    { ignore: ["/servers/tasks/scale/replicas"] },
  ),
};

/** A whole stack after includes, environment and variables were put in: the one source of the language. */
export const stackSchema = z.strictObject({
  apiVersion: field(z.literal(apiVersion), "Version of the language.", apiVersion),
  name: field(name(), "Prefixes everything that is created.", "team-tools"),
  include: field(z._default(z.array(filePath()), []), "Files that are merged in, relative to this one.", ["./services.yaml"]),
  variables: field(
    z._default(z.record(name(), z.lazy(variableSchema)), {}),
    "Typed inputs; `--set k=v` > `MCPC_VAR_K` > environment > default.",
    {
      domain: { type: "string", default: "localhost" },
    },
  ),
  secrets: field(z._default(z.record(name(), z.lazy(secretSchema)), {}), "Names of secrets and where their values come from.", {
    "pg-password": { from: { env: "PG_PASSWORD" } },
  }),
  environments: field(
    z._default(z.record(name(), z.lazy(environmentSchema)), {}),
    "Where the stack runs, by name. The first is the default.",
    {
      dev: { target: "local" },
    },
  ),
  ...overridable,
});

/** The effective stack, typed: units are numbers, defaults are filled in. */
export type Stack = z.infer<typeof stackSchema>;

const { run: _run, description: _description, expose: _expose, ...inherited } = server.shape;

/** What `defaults` may hold, each part of it in parts: see `check/check-fragment.ts`. What differs between servers by nature cannot be a default. */
export const defaultsSchema = z.strictObject(inherited);

/** What the `overrides` of an environment may hold, each part of it in parts. */
export const overridesSchema = z.strictObject(overridable);
