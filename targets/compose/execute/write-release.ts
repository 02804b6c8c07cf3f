import type { ExecuteContext } from "../../../src/engine/target.ts";
import type { Host } from "../../../src/host/host.ts";
import { joinPath, parentPath } from "../../../src/host/paths.ts";
import { noteFile } from "../noted-containers.ts";
import { openFolder, releaseNames, releasesFolder, serviceFolder } from "../release-folder.ts";
import { madeSecret } from "./made-secret.ts";
import { releaseDocument } from "./release-document.ts";
import type { Workload } from "./workload.ts";

const openFile = 0o444;

/** Writes what containers of a workload are made from, and mount. Gives the variables that Compose needs to read its file. */
export async function writeRelease(workload: Workload, host: Host, context: ExecuteContext): Promise<Readonly<Record<string, string>>> {
  const { folder, spec, key, project } = workload;
  const { scope, revision, resolve } = context;
  await host.makeDirectory(releasesFolder(scope));
  await host.makeDirectory(folder, openFolder);
  await writeFiles(folder, spec.files, host);
  const secrets = joinPath(folder, releaseNames.secrets);
  await host.makeDirectory(secrets, openFolder);
  for (const name of spec.secretFiles) await host.writeFile(joinPath(secrets, name), resolve({ template: [{ secret: name }] }), openFile);
  for (const [name, made] of Object.entries(spec.madeSecrets)) {
    await host.writeFile(joinPath(secrets, name), await madeSecret(made, scope, resolve, host), openFile);
  }
  const { content, variables } = releaseDocument({ project, key, spec, revision, root: scope.root, text: resolve });
  await host.writeFile(joinPath(folder, releaseNames.composeFile), content);
  return variables;
}

export async function writeFiles(folder: string, files: Readonly<Record<string, string>>, host: Host): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const file = joinPath(folder, path);
    await host.makeDirectory(parentPath(file), openFolder);
    await host.writeFile(file, content, openFile);
  }
}

/** Removes what only containers that are gone now had mounted. */
export async function removeReleases(
  workload: Pick<Workload, "key">,
  keep: ReadonlySet<string>,
  host: Host,
  { scope }: ExecuteContext,
): Promise<void> {
  const folder = serviceFolder(scope, workload.key.service);
  const kept = new Set([...keep, noteFile]);
  for (const name of await host.list(folder)) if (!kept.has(name)) await host.remove(joinPath(folder, name));
}
