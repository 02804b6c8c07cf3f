import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import type { ExecuteContext } from "../../../src/engine/target.ts";
import type { Host, ReadOnlyHost } from "../../../src/host/host.ts";
import { joinPath } from "../../../src/host/paths.ts";
import type { BuiltImage } from "../compose-spec.ts";
import { askDocker, runDocker } from "../docker/docker-command.ts";
import type { Attempt } from "../docker/docker-failure.ts";
import { buildFailure } from "./build-failure.ts";
import { buildInputs } from "./build-inputs.ts";
import { inBuildTurn } from "./build-turn.ts";
import { imageLabels } from "./image-labels.ts";
import { writeBuildFolder } from "./write-build-folder.ts";

/** Builds an image, unless the engine has it: its tag names everything that goes in. */
export async function buildImage(image: BuiltImage, host: Host, context: ExecuteContext): Promise<boolean> {
  const { scope, signal } = context;
  if (await isThere(image.tag, host)) return false;
  const folder = joinPath(scope.stateDirectory, "compose", `build-${image.tag.replace(/[^\w.-]/g, "-")}`);
  await host.remove(folder);
  try {
    const place = await writeBuildFolder(image, folder, host, context);
    const { flags, env } = await buildInputs(image, scope, host);
    const labels = Object.entries(imageLabels(image.tag, scope, host)).flatMap(([name, value]) => ["--label", `${name}=${value}`]);
    const parts = [...flags, ...labels, "--tag", image.tag, "--file", place.dockerfile, place.context];
    const attempt: Attempt = { what: `build image ${image.tag}`, image: image.tag };
    const command = ["build", "--pull=false", "--progress=plain", ...parts];
    const build = () => runDocker(command, attempt, host, { addEnv: { DOCKER_BUILDKIT: "1", ...env }, signal });
    await inBuildTurn(host, build).catch((error: unknown) => {
      throw buildFailure(error, image.tag);
    });
  } finally {
    await host.remove(folder);
  }
  return true;
}

export async function isThere(reference: string, host: ReadOnlyHost): Promise<boolean> {
  const args = ["image", "ls", "--quiet", "--filter", `reference=${reference}`];
  return (await askDocker(args, { what: "list images" }, host)).trim() !== "";
}

/** Has an image on the engine; gives true when it had to be pulled. */
export async function pullImage(reference: string, host: Host, { signal }: ExecuteContext): Promise<boolean> {
  const present = await askDocker(["image", "inspect", "--format", "{{.Id}}", reference], { what: "look at an image" }, host).then(
    () => true,
    (error: unknown) => {
      if (error instanceof DiagnosticError && /no such image/i.test(error.message)) return false;
      throw error;
    },
  );
  if (present) return false;
  try {
    await runDocker(["pull", "--quiet", reference], { what: "pull an image", image: reference }, host, { signal });
  } catch (error) {
    throw unreachable(error, reference);
  }
  return true;
}

/** A registry that does not answer sounds like an engine that does not. */
function unreachable(error: unknown, image: string): unknown {
  if (!(error instanceof DiagnosticError)) return error;
  const [first] = error.diagnostics;
  if (first?.code !== "MCPC6402" && first?.code !== "MCPC6410") return error;
  return new DiagnosticError(diagnose("MCPC6406", { image, output: first.message.replace(/^the Docker engine does not answer: /, "") }));
}
