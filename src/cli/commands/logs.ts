import { addressName } from "../../model/address.ts";
import { logLineJson, logLineText } from "../../views/log-line.ts";
import { jsonOption, stackOptions } from "../arguments/shared-options.ts";
import { addressesOf, type Units } from "../arguments/unit-names.ts";
import { defineCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { requireLive } from "../stack/compile-stack.ts";
import { knownEnvironment } from "../stack/known-environment.ts";

const { short: _, ...file } = stackOptions.file;

export const command = defineCommand({
  arguments: [
    { name: "NAME", summary: "servers and services (default: all), or gateway, the front door", variadic: true, completes: "log" },
  ],
  options: {
    follow: { kind: "flag", short: "f", summary: "go on until Ctrl-C" },
    tail: { kind: "number", placeholder: "N", short: "n", minimum: 0, summary: "lines of history of each (default: 100)" },
    timestamps: { kind: "flag", short: "t", summary: "show the time of each line" },
    // -f follows here, as everywhere else; the file can still be given by -f before the verb.
    ...stackOptions,
    file,
    ...jsonOption,
  },
  description: "Shows what servers and services wrote to their logs, each line with the name of who wrote it.",
  examples: [
    { command: "mcpc logs memory --tail 20", meaning: "the last lines of one server" },
    { command: "mcpc logs gateway -f", meaning: "one JSON line for each request at the front door" },
    { command: "mcpc -f tools logs -f", meaning: "follow all of another stack" },
  ],
  onInterrupt: "stop",
  async run({ host, terminal, signal, ...context }, input) {
    const { options, words } = input;
    const known = await knownEnvironment({ host, terminal, signal, ...context }, input);
    const live = requireLive(known, "logs");
    const frontDoor = words.includes("gateway");
    const names = namesOf(words, known);
    const query = { names: words.length === 0 ? [] : names, frontDoor, tail: options.tail ?? 100, follow: options.follow, signal };
    let empty = true;
    for await (const line of live.logs(known.scope, host, query)) {
      empty = false;
      const shown = { paint: terminal.paint, names: frontDoor ? ["gateway", ...names] : names, timestamps: options.timestamps };
      terminal.stdout.write(options.json ? `${JSON.stringify(logLineJson(line))}\n` : logLineText(line, shown));
    }
    // For people only: on a pipe no lines are no lines.
    if (empty && !options.follow && !options.json && terminal.isTerminal) terminal.stderr.write("Nothing was logged yet.\n");
    return exitCodes.done;
  },
});

/** The front door is no server; one that is called so is meant too. */
function namesOf(words: readonly string[], units: Units): readonly string[] {
  const known = [...units.servers, ...units.services];
  const others = words.filter((word) => word !== "gateway" || known.some(({ name }) => name === word));
  return words.length > 0 && others.length === 0 ? [] : addressesOf(others, units).map(addressName);
}
