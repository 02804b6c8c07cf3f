import * as z from "zod/mini";
import { type ExclusiveKeys, exactlyOne } from "./exactly-one.ts";
import { field } from "./field.ts";
import { checkSchema, healthSchema, restartSchema } from "./health.ts";
import { needsSchema } from "./needs.ts";
import { buildSchema, commandLine, imageName } from "./run.ts";
import { securitySchema } from "./security.ts";
import { dataSchema, environmentVariables, resourcesSchema, stopSchema } from "./server.ts";
import { filePath, httpUrl, label, port } from "./text.ts";

/** What of a service goes with what. */
export const serviceRules: ExclusiveKeys = {
  kinds: ["image", "command", "external"],
  belongs: { args: ["image", "command"], cwd: ["command"], build: ["command"] },
};

const externalSchema = () =>
  z.strictObject({
    url: field(httpUrl(), "Where it answers.", "https://api.example.com"),
    check: field(z.optional(checkSchema()), "How to see that it is there.", { http: { path: "/ping" } }, { otherwise: "nobody looks" }),
  });

/** Something that servers need: a database, a cache, an API. Not an MCP server. */
export const serviceSchema = () =>
  exactlyOne(
    {
      description: field(z.optional(label()), "What it is for, in a sentence.", "Tasks and their history"),
      image: field(z.optional(imageName()), "Container image.", "postgres:16.10"),
      command: field(z.optional(commandLine()), "Program and arguments, started without a shell.", ["redis-server", "--port", "6379"]),
      external: field(z.optional(externalSchema()), "Runs elsewhere; it is only looked at.", { url: "https://api.example.com" }),
      args: field(z.optional(commandLine()), "Arguments after the image's entry point or the command.", ["-c", "max_connections=200"]),
      cwd: field(z.optional(filePath()), "Working directory of the command, relative to the stack's folder.", "./services/cache", {
        otherwise: "the stack's folder",
      }),
      build: field(z.optional(buildSchema()), "How the command becomes an image, for targets that need one.", {
        context: "./services/cache",
      }),
      port: field(z.optional(port()), "TCP port it listens on; `${service.NAME.address}` needs it.", 5432),
      env: environmentVariables(),
      data: field(z.optional(dataSchema()), "Persistent storage.", { path: "/var/lib/postgresql/data" }, { otherwise: "nothing is kept" }),
      needs: field(z.optional(needsSchema()), "Services and servers that must be there first.", { cache: "started" }),
      health: field(
        z.optional(healthSchema()),
        "How to see that it came up and still works.",
        { readiness: { exec: ["pg_isready", "-U", "postgres"] } },
        {
          otherwise: "nothing tells whether it is healthy, so nothing can wait for that",
        },
      ),
      restart: field(z.prefault(restartSchema(), {}), "What happens after it ended.", { policy: "always" }),
      stop: field(z.prefault(stopSchema(), {}), "How it is stopped.", { grace: "30s" }),
      resources: field(z.prefault(resourcesSchema(), {}), "What it may use of the machine.", { memory: "1Gi" }),
      security: field(z.prefault(securitySchema(), {}), "Departures from the safe default.", { user: "999:999" }),
    },
    serviceRules,
  );
