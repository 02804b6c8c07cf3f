import { readdir, readFile } from "node:fs/promises";
import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import { joinPath } from "../../host/paths.ts";
import { defineCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { packageFolder } from "../start/package-folder.ts";

const suffix = ".schema.json";

export const command = defineCommand({
  arguments: [{ name: "NAME", summary: "stack (default), plan, or another one of --list", completes: "schema" }],
  options: { list: { kind: "flag", summary: "list the names instead" } },
  description: "Prints the JSON Schema of the stack file, or of one of the documents that mcpc prints and saves.",
  examples: [
    { command: "mcpc schema > mcp.stack.schema.json", meaning: "for an editor" },
    { command: "mcpc schema plan", meaning: "of what plan --out saves" },
  ],
  onInterrupt: "stop",
  async run({ terminal }, { options, words: [name = "stack"] }) {
    const folder = joinPath(packageFolder(), "schemas");
    const names = await schemaNames(folder);
    if (options.list) {
      terminal.stdout.write([...names.keys()].map((each) => `${each}\n`).join(""));
      return exitCodes.done;
    }
    const file = names.get(name);
    if (file === undefined) {
      const known = [...names.keys()];
      const suggestion = nearest(name, known);
      const close = suggestion === undefined ? "" : `, did you mean "${suggestion}"?`;
      const problem = `there is no schema "${name}", only ${known.join(", ")}${close}`;
      throw new DiagnosticError(diagnose("MCPC6353", { verb: "schema", problem }));
    }
    terminal.stdout.write(await readFile(joinPath(folder, file), "utf8"));
    return exitCodes.done;
  },
});

/** `mcp.stack.schema.json` is called `stack`. */
async function schemaNames(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(suffix)).sort();
  return new Map(files.map((file) => [file.slice(0, -suffix.length).replace(/^mcp\./, ""), file]));
}
