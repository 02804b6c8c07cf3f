import type { LiveTarget } from "../../src/engine/target.ts";
import { control } from "./control.ts";
import { endpoint } from "./endpoint.ts";
import { execute } from "./execute.ts";
import { expand } from "./expand.ts";
import { fieldNames } from "./field-names.ts";
import { logs } from "./logs.ts";
import { lookFurther } from "./look-further.ts";
import { observe } from "./observe.ts";
import { probe } from "./probe.ts";
import { status } from "./status.ts";
import { tidy } from "./tidy.ts";

/** A Docker engine, through the docker command and its Compose plugin. */
export const composeLive: LiveTarget = { fieldNames, observe, lookFurther, expand, execute, probe, status, logs, control, endpoint, tidy };
