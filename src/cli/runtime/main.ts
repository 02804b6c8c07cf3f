#!/usr/bin/env node
import { runProcess } from "../start/run-process.ts";

// Entry of mcpc-runtime.mjs, the one file that images, units and pods carry: the commands of `./verbs.ts`, on machines without a stack.
await runProcess(process.argv.slice(2));
