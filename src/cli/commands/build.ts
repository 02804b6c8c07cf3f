import { build } from "../../build.ts";
import { checkTools } from "../../check-tools.ts";
import type { CompileOptions } from "../../compile.ts";
import { hasErrors } from "../../diagnostics/diagnostic.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { jsonText } from "../../diagnostics/render/json.ts";
import { joinPath } from "../../host/paths.ts";
import { lockImages } from "../../lock-images.ts";
import { buildJson, buildText, lockedText } from "../../views/build.ts";
import { jsonOption, stackOptions } from "../arguments/shared-options.ts";
import { type Context, defineCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { compileStack, type Deployment, reportWarnings, type StackInput } from "../stack/compile-stack.ts";
import { shorterPath } from "../stack/shorter-path.ts";
import { reportDiagnostics } from "../terminal/report.ts";
import { lookOf } from "../terminal/terminal.ts";

export const command = defineCommand({
  arguments: [],
  options: {
    ...stackOptions,
    check: {
      kind: "flag",
      summary: "write nothing; exit 1 when a file is not what the stack gives, or refused by what reads it",
    },
    lockImages: { kind: "flag", summary: "first ask for the digests of all images and write them to mcpc.images.lock" },
    out: {
      kind: "text",
      placeholder: "FOLDER",
      short: "o",
      summary: "folder for the environments (default: deploy beside the stack file)",
      completes: "file",
    },
    ...jsonOption,
  },
  description:
    "Compiles an environment to files in deploy/ENVIRONMENT, to be reviewed and committed. Equal input gives equal bytes.\nFiles of an earlier build that are no longer made are removed; files that mcpc did not write are never touched.\nThe tools that will read the files, docker compose config and nginx -t, are asked first where this machine has them; --check says which were and which not.",
  examples: [
    { command: "mcpc build -e staging", meaning: "write deploy/staging" },
    { command: "mcpc build -e staging --check", meaning: "in a pipeline: are the committed files up to date, and right?" },
    { command: "mcpc build -e staging --lock-images", meaning: "pin every image by its digest" },
  ],
  onInterrupt: "finish",
  async run(context, input) {
    const { options } = input;
    const { host, terminal } = context;
    const out = options.out === undefined ? {} : { out: joinPath(host.cwd, options.out) };
    const deployment =
      options.lockImages && !options.check
        ? await withLockedImages(context, input, out, options.json)
        : await compileStack(context, input, out);
    reportWarnings(context, deployment, options.json);
    const tools = await checkTools(deployment, { host });
    const findings = tools.flatMap(({ diagnostics }) => diagnostics);
    if (hasErrors(findings) && !options.check) throw new DiagnosticError(...findings);
    const { directory, files } = await build(deployment, { ...out, check: options.check, host });
    if (!options.json) reportDiagnostics(terminal, findings);
    const { stack, environment, target } = deployment.scope;
    const report = { stack, environment, target, directory: shorterPath(host.cwd, directory), files, check: options.check, tools };
    terminal.stdout.write(options.json ? jsonText(buildJson(report)) : buildText(report, lookOf(terminal)));
    const isBad = hasErrors(findings) || files.some(({ state }) => state !== "unchanged");
    return options.check && isBad ? exitCodes.error : exitCodes.done;
  },
});

/** What is compiled once the digests are written down. */
async function withLockedImages(context: Context, input: StackInput, out: Pick<CompileOptions, "out">, json: boolean): Promise<Deployment> {
  const { file, images } = await lockImages(await compileStack(context, input, out), { host: context.host });
  const { host, terminal } = context;
  if (!json) terminal.stderr.write(lockedText(Object.keys(images).length, file === undefined ? undefined : shorterPath(host.cwd, file)));
  return compileStack(context, input, out);
}
