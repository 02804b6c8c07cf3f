#!/usr/bin/env node
import { version } from "../model/version.ts";
import { tooOld } from "./start/node-version.ts";

// A start costs milliseconds that a person notices: the version needs nothing else, and every verb loads what it needs itself.
const [first, ...others] = process.argv.slice(2);
const problem = tooOld(process.versions.node);
if (problem !== undefined) {
  process.stderr.write(problem);
  process.exitCode = 1;
} else if (others.length === 0 && (first === "--version" || first === "-V")) {
  process.stdout.write(`${version}\n`);
} else {
  const { runProcess } = await import("./start/run-process.ts");
  await runProcess(process.argv.slice(2));
}
