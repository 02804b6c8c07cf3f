import type { Target } from "../../src/engine/target.ts";
import { composeCapabilities } from "./capabilities.ts";
import { check } from "./check.ts";
import { inputs } from "./inputs.ts";
import { composeLive } from "./live.ts";
import { type ComposeOptions, composeOptionsSchema } from "./options.ts";

/** Docker Compose, with mcpc's gateway or nginx in front. */
export const compose: Target<ComposeOptions> = {
  name: "compose",
  summary: "Docker Compose, with mcpc's gateway or nginx in front",
  options: composeOptionsSchema,
  capabilities: composeCapabilities,
  inputs,
  // YAML and templates cost a good part of a start, and most starts are about other targets.
  compile: async (model, context) => (await import("./compile.ts")).compile(model, context),
  check,
  live: composeLive,
};
