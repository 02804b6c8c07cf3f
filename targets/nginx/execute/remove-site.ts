import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import type { ExecuteContext } from "../../../src/engine/target.ts";
import type { Host } from "../../../src/host/host.ts";
import { joinPath } from "../../../src/host/paths.ts";
import { nginxCommand, optionsOf } from "../nginx/commands.ts";
import { runningMaster } from "../nginx/master.ts";
import { isOwn } from "../observe.ts";
import { readRecord, readText, removeRecord, secretFilesOf, siteFile } from "../site/files.ts";
import { runningMarker } from "../site/marker.ts";
import { FileSwap } from "./file-swap.ts";
import { testWhole } from "./take-over.ts";

const timeout = 20_000;
const patienceMs = 15_000;

/** Takes the site away and has nginx read the rest; what is not ours stays. Without an nginx that runs there is only a file to remove. */
export async function removeSite(host: Host, { scope, signal }: ExecuteContext): Promise<void> {
  const options = optionsOf(scope);
  const record = await readRecord(scope, host);
  const site = `${scope.stack}.${scope.environment}`;
  const path = record === undefined ? joinPath(options.directory, `mcpc-${site}.conf`) : siteFile(record.spec);
  const text = await readText(path, host);
  if (text !== undefined && !isOwn(text, site)) throw new DiagnosticError(diagnose("MCPC6525", { path }));

  const command = await nginxCommand(options, host);
  // A configuration that is wrong already would keep nginx from reading the rest: that is to be known first.
  const dump = command === undefined ? undefined : await testWhole(command, host);
  const swap = new FileSwap(host);
  for (const file of [path, ...(record === undefined ? [] : secretFilesOf(record.spec))]) await swap.prepare(file, undefined);
  await swap.swap();
  if (command !== undefined && dump !== undefined && (await runningMaster(dump, host)) !== undefined) {
    const result = await host.run(options.reload ?? [...command, "-s", "reload"], { timeout, signal });
    if (result.code !== 0) {
      await swap.putBack();
      throw new DiagnosticError(diagnose("MCPC6526", { problem: result.stderr.trim(), former: "kept" }));
    }
    for (const end = host.now() + patienceMs; record !== undefined && host.now() < end; await host.sleep(100, signal)) {
      if ((await runningMarker(record.spec, host)) !== record.marker) break;
    }
  }
  await FileSwap.clear(record?.spec.directory ?? options.directory, `mcpc-${site}.`, host);
  await removeRecord(scope, host);
}
