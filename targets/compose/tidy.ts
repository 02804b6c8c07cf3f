import type { Tidied } from "../../src/engine/events.ts";
import type { DesiredResource } from "../../src/engine/resource.ts";
import type { Scope } from "../../src/engine/scope.ts";
import type { TidyContext } from "../../src/engine/target.ts";
import type { Host, ReadOnlyHost } from "../../src/host/host.ts";
import type { ContainerSpec } from "./compose-spec.ts";
import { askDocker, jsonLines } from "./docker/docker-command.ts";
import { dockerOutput } from "./docker/docker-output.ts";
import { imageLabels } from "./execute/image-labels.ts";
import { basesOf } from "./expand/image-steps.ts";
import { labelNames } from "./names.ts";

const removeTimeoutMs = 60_000;

/**
 * Removes images that mcpc built here for revisions that nobody can return to any more. What somebody else built, pulled or tagged stays, and so
 * does, by docker's own refusal, what any container is made of.
 *
 * @throws {DiagnosticError} 64xx when docker does not tell which there are.
 */
export async function tidy(scope: Scope, host: Host, { kept }: TidyContext): Promise<Tidied> {
  const built = await builtImages(scope, host);
  const revisions = built.length === 0 ? undefined : await kept();
  if (revisions === undefined) return { removed: [], left: [] };
  const needed = new Set(revisions.flat().flatMap(tagsOf));
  const unneeded = await ownTags(
    built.filter((tag) => !needed.has(tag)),
    host,
  );
  const removed: string[] = [];
  const left: { readonly name: string; readonly reason: string }[] = [];
  for (const name of unneeded) {
    const reason = await removeImage(name, host);
    if (reason === undefined) removed.push(name);
    else left.push({ name, reason });
  }
  return { removed, left };
}

/** Names of images with our labels; others may have inherited them. */
async function builtImages(scope: Scope, host: ReadOnlyHost): Promise<readonly string[]> {
  const { [labelNames.image]: _, ...labels } = imageLabels("", scope, host);
  const filters = Object.entries(labels).flatMap(([name, value]) => ["--filter", `label=${name}=${value}`]);
  const format = "{{json .Repository}}:{{json .Tag}}";
  const listed = await askDocker(["image", "ls", ...filters, "--format", format], { what: "list images" }, host);
  return listed
    .split("\n")
    .filter((line) => line !== "" && !line.includes("<none>"))
    .map((line) => line.replaceAll('"', ""));
}

/** Those that still have the name that they were built under. What was built upon one of ours has inherited that label, but not the name. */
async function ownTags(tags: readonly string[], host: ReadOnlyHost): Promise<readonly string[]> {
  if (tags.length === 0) return [];
  const format = `{"names":{{json .RepoTags}},"label":{{json (index .Config.Labels "${labelNames.image}")}}}`;
  const output = await askDocker(["image", "inspect", "--format", format, ...tags], { what: "look at images" }, host, {
    allow: /(?:^|: )No such image: \S+$/i,
  });
  const found = jsonLines<{ readonly names: readonly string[] | null; readonly label: string }>(output);
  const own = new Set(found.filter(({ names, label }) => names?.includes(label)).map(({ label }) => label));
  return tags.filter((tag) => own.has(tag)).toSorted();
}

/** Gives why it stays, where it does. Never forced: what a container is made of is in use, also where that stands still. */
async function removeImage(tag: string, host: Host): Promise<string | undefined> {
  const docker = (await host.which("docker")) ?? "docker";
  const { code, stderr, timedOut } = await host.run([docker, "image", "rm", "--no-prune", tag], { timeout: removeTimeoutMs });
  if (code === 0 || /no such image/i.test(stderr)) return undefined;
  if (timedOut) return "docker did not answer in time";
  const user = /container (\w+) is using/.exec(stderr)?.[1];
  return user === undefined ? dockerOutput(stderr) : `container ${user} is made of it`;
}

function tagsOf({ spec }: DesiredResource): readonly string[] {
  const { image } = spec as ContainerSpec;
  return image?.kind === "built" ? [...basesOf(image), image].map(({ tag }) => tag) : [];
}
