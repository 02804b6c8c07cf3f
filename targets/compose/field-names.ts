import type { NamedFields } from "../../src/engine/reconcile/field-names.ts";

/** What a plan calls parts of a container's spec: as the stack file does, where it has a field for just that. */
export const fieldNames: NamedFields = [
  ["replicas", "scale.replicas"],
  ["service.environment", "env"],
  ["service.restart", "restart"],
  ["service.stop_grace_period", "stop.grace"],
  ["service.deploy.resources.limits.memory", "resources.memory"],
  ["service.deploy.resources.limits.cpus", "resources.cpu"],
  ["service.deploy.resources.limits.pids", "resources.pids"],
  ["service.healthcheck.interval", "health.readiness.interval"],
  ["service.healthcheck.timeout", "health.readiness.timeout"],
  ["service.healthcheck.retries", "health.readiness.failures"],
  ["service.healthcheck.start_period", "health.startup.timeout"],
  ["service.user", "security.user"],
  ["service.read_only", "security.readOnly"],
  ["service.privileged", "security.privileged"],
  ["service.cap_add", "security.capabilities"],
  ["mcp.expose", "expose.path"],
  ["mcp.transport", "transport"],
  ["mcp.port", "port"],
  ["mcp.path", "path"],
  ["mcp.protocol", "protocol"],
  ["mcp.stateful", "stateful"],
];
