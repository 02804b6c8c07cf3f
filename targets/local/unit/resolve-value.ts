import type { Scope } from "../../../src/engine/scope.ts";
import type { ExecuteContext } from "../../../src/engine/target.ts";
import { renderValue, type Value } from "../../../src/model/value.ts";
import type { LocalSpec } from "../local-spec.ts";
import { dataDirectory } from "./unit-parts.ts";

/**
 * Puts every reference into the values of one server or service: its own data directory and the front door's URLs are known here, secrets
 * and environment variables come from the engine.
 */
export function valueResolver(
  name: string,
  spec: LocalSpec,
  scope: Scope,
  context: ExecuteContext,
  frontDoor: string,
): (value: Value) => string {
  const directory = spec.run.kind === "image" ? (spec.data?.path ?? "/data") : dataDirectory(scope, name);
  return (value) =>
    renderValue(value, (reference) => {
      if ("data" in reference) return directory;
      if ("server" in reference) return `${frontDoor}${spec.urls?.[reference.server] ?? `/${reference.server}`}/mcp`;
      return context.resolve({ template: [reference] });
    });
}
