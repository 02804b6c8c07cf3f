#!/usr/bin/env node
import { execProgram } from "../../runtime/exec/exec-program.ts";
import { runProcess } from "../start/run-process.ts";

// Entry of mcpc-runtime.mjs, the one file that images, units and pods carry: the commands of `./verbs.ts`, on machines without a stack, and `exec`,
// which becomes another program and so comes before everything that opens streams.
const [verb, ...rest] = process.argv.slice(2);
if (verb === "exec") await execProgram(rest);
else await runProcess(process.argv.slice(2));
