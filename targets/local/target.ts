import type { Target } from "../../src/engine/target.ts";
import { localCapabilities } from "./capabilities.ts";
import { compile } from "./compile.ts";
import { control } from "./control.ts";
import { endpoint } from "./endpoint.ts";
import { execute } from "./execute.ts";
import { expand } from "./expand.ts";
import { logs } from "./logs.ts";
import { observe } from "./observe.ts";
import { type LocalOptions, localOptionsSchema } from "./options.ts";
import { probe } from "./probe.ts";
import { status } from "./status.ts";

/** This machine, under mcpc's own supervisor. */
export const local: Target<LocalOptions> = {
  name: "local",
  summary: "This machine, under mcpc's own supervisor",
  options: localOptionsSchema,
  capabilities: localCapabilities,
  compile,
  live: { observe, expand, execute, probe, status, logs, control, endpoint },
};
