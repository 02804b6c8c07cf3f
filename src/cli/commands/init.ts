import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { jsonText } from "../../diagnostics/render/json.ts";
import { joinPath, relativePath } from "../../host/paths.ts";
import { jsonOption } from "../arguments/shared-options.ts";
import { defineCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { firstStack } from "../stack/first-stack.ts";

export const command = defineCommand({
  arguments: [{ name: "FOLDER", summary: "where to put it; made when missing (default: here)", completes: "file" }],
  options: {
    name: { kind: "text", placeholder: "NAME", summary: "name of the stack (default: the folder's name)" },
    ...jsonOption,
  },
  description:
    "Writes a commented mcp.stack.yaml with three real servers, pinned, ready to be applied.\nAn existing file is never overwritten.",
  examples: [
    { command: "mcpc init", meaning: "write mcp.stack.yaml here" },
    { command: "mcpc init tools --name team-tools && mcpc apply -f tools", meaning: "in a new folder, and run it" },
  ],
  onInterrupt: "stop",
  async run({ host, terminal }, { options, words: [folder = "."] }) {
    const root = joinPath(host.cwd, folder);
    const file = joinPath(root, "mcp.stack.yaml");
    const shown = relativePath(host.cwd, file);
    await host.makeDirectory(root, 0o755);
    const text = firstStack(options.name ?? stackName(root));
    if (!(await host.createFile(file, text, 0o644))) throw new DiagnosticError(diagnose("MCPC6359", { file: shown }));

    const at = folder === "." ? "" : ` -f ${folder}`;
    const next = `mcpc apply${at}`;
    const { bold, cyan } = terminal.paint;
    terminal.stdout.write(
      options.json
        ? jsonText({ formatVersion: "1.0", file: shown })
        : `Wrote ${bold(shown)}: three servers from npm, pinned.\n\n  ${cyan(next)}\n  ${cyan(`mcpc call${at} everything echo '{"message": "hello"}'`)}\n`,
    );
    return exitCodes.done;
  },
});

/** The folder's name as a DNS label (RFC 1035), which is what a stack's name must be. */
function stackName(folder: string): string {
  const label = folder
    .slice(folder.lastIndexOf("/") + 1)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, 40)
    .replace(/-+$/, "");
  return label === "" ? "my-tools" : label;
}
