import { version } from "../../../model/version.ts";
import { apiSchemas } from "./openapi-schemas.ts";

const json = (schema: string) => ({ "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } });
const gives = (schema: string, description: string) => ({ description, content: json(schema) });

const problems = {
  401: gives("McpError", "A token is needed: the request does not come from the gateway's own machine."),
  403: gives("McpError", "Host or Origin is not allowed."),
};
const notThere = { 404: gives("Problem", "No such server, or no such thing to do here.") };
const failed = { 500: gives("Problem", "It could not be done.") };

const nameParameter = { name: "name", in: "path", required: true, description: "Name of a server.", schema: { type: "string" } };

function action(operationId: string, summary: string) {
  return {
    parameters: [nameParameter],
    post: { operationId, summary, responses: { 202: gives("ServerStatus", "Done, or begun."), ...problems, ...notThere, ...failed } },
  };
}

/** The gateway's API as an OpenAPI document. */
export const openApiDocument = {
  openapi: "3.1.0",
  info: {
    title: "mcpc gateway",
    version,
    summary: "Status and control of a gateway before MCP servers",
    description: "From the gateway's own machine without a token, from elsewhere with one of those that gateway.auth accepts.",
    license: { name: "MIT", identifier: "MIT" },
  },
  servers: [{ url: "/" }],
  security: [{}, { token: [] }],
  paths: {
    "/healthz": {
      get: {
        operationId: "health",
        summary: "Does the gateway itself run?",
        security: [{}],
        responses: { 200: gives("Health", "It runs."), 403: problems[403] },
      },
    },
    "/readyz": {
      get: {
        operationId: "readiness",
        summary: "Are all servers ready?",
        security: [{}],
        responses: { 200: gives("Readiness", "They are."), 503: gives("Readiness", "One of them is not."), 403: problems[403] },
      },
    },
    "/metrics": {
      get: {
        operationId: "metrics",
        summary: "Metrics in the Prometheus format, where they are switched on",
        responses: {
          200: { description: "Metrics.", content: { "text/plain": { schema: { type: "string" } } } },
          ...problems,
          404: gives("McpError", "They are not switched on."),
        },
      },
    },
    "/api/v1/openapi.json": {
      get: {
        operationId: "document",
        summary: "This document",
        responses: { 200: { description: "OpenAPI 3.1.", content: { "application/json": { schema: { type: "object" } } } }, ...problems },
      },
    },
    "/api/v1/status": {
      get: {
        operationId: "status",
        summary: "The gateway and all its servers",
        responses: { 200: gives("Status", "As they are now."), ...problems },
      },
    },
    "/api/v1/servers/{name}": {
      parameters: [nameParameter],
      get: {
        operationId: "server",
        summary: "One server",
        responses: { 200: gives("ServerStatus", "As it is now."), ...problems, ...notThere },
      },
    },
    "/api/v1/servers/{name}/pause": action("pause", "Keep new calls from a server; those under way are finished"),
    "/api/v1/servers/{name}/resume": action("resume", "Let calls through again"),
    "/api/v1/servers/{name}/reset-breaker": action("resetBreaker", "Try a server again that gave no answers"),
    "/api/v1/servers/{name}/start": action("start", "Start a server, where the gateway is part of its supervisor"),
    "/api/v1/servers/{name}/stop": action("stop", "Stop a server, where the gateway is part of its supervisor"),
    "/api/v1/servers/{name}/restart": action("restart", "Restart a server, where the gateway is part of its supervisor"),
    "/api/v1/reload": {
      post: {
        operationId: "reload",
        summary: "Read the configuration file again, where there is one",
        responses: { 200: gives("Status", "With the new configuration."), ...problems, ...notThere, ...failed },
      },
    },
  },
  components: { schemas: apiSchemas, securitySchemes: { token: { type: "http", scheme: "bearer" } } },
} as const;
