import { jsonOption, stackOptions } from "../arguments/shared-options.ts";
import { addressesOf } from "../arguments/unit-names.ts";
import type { Command, Example } from "../command.ts";
import { defineCommand } from "../command.ts";
import { requireLive } from "./compile-stack.ts";
import { knownEnvironment } from "./known-environment.ts";
import { showStatus } from "./show-status.ts";

/** One of start, stop and restart: they differ in nothing but the word. */
export function controlCommand(
  verb: "start" | "stop" | "restart",
  description: string,
  examples: readonly [Example, ...Example[]],
): Command {
  return defineCommand({
    arguments: [{ name: "NAME", summary: "servers and services (default: all)", variadic: true, completes: "unit" }],
    options: { ...stackOptions, ...jsonOption },
    description,
    examples,
    onInterrupt: "stop",
    async run(context, input) {
      const known = await knownEnvironment(context, input);
      const live = requireLive(known, verb);
      const { scope } = known;
      // Without names it means what is there, which may be more or less than what the file says by now.
      const all = async () => (await live.status(scope, context.host)).entries.map(({ address }) => address);
      await live.control(verb, input.words.length === 0 ? await all() : addressesOf(input.words, known), scope, context.host);
      const code = await showStatus(context, known, input.options.json);
      return verb === "stop" ? 0 : code;
    },
  });
}
