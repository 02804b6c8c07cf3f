import type { Target } from "../../src/engine/target.ts";
import { nginxCapabilities } from "./capabilities.ts";
import { check } from "./check.ts";
import { control } from "./control.ts";
import { endpoint } from "./endpoint.ts";
import { execute } from "./execute.ts";
import { expand } from "./expand.ts";
import { logs } from "./logs.ts";
import { observe } from "./observe.ts";
import { type NginxOptions, nginxOptionsSchema } from "./options.ts";
import { probe } from "./probe.ts";
import { status } from "./status.ts";

/** The nginx of this host, in front of servers that run already. */
export const nginx: Target<NginxOptions> = {
  name: "nginx",
  summary: "The nginx of this host, in front of servers that run already",
  options: nginxOptionsSchema,
  capabilities: nginxCapabilities,
  // Templates and a parser cost a good part of a start, and most starts are about other targets.
  compile: async (model, context) => (await import("./compile.ts")).compile(model, context),
  check,
  live: { observe, expand, execute, probe, status, logs, control, endpoint },
};
