import { joinPath } from "../../../src/host/paths.ts";
import type { BuiltImage, ContainerSpec } from "../compose-spec.ts";
import { ownServices } from "../names.ts";
import { composeData, type Places, stackPath } from "./spec-text.ts";

/** Every image that is built, by name, those that others take from included. */
export function imagesToBuild(containers: readonly ContainerSpec[]): ReadonlyMap<string, BuiltImage> {
  const found = new Map<string, BuiltImage>();
  const add = (image: BuiltImage): void => {
    image.from.forEach(add);
    found.set(image.name, image);
  };
  for (const { image } of containers) if (image.kind === "built") add(image);
  return found;
}

/** Where in the environment's folder the files of an image are. */
export function imageFolder({ name }: Pick<BuiltImage, "name">): string {
  return name === ownServices.runtime ? "runtime" : `images/${name}`;
}

/** Whether somebody else wrote its Dockerfile, so that there is nothing of ours to write. */
export function isOwnDockerfile({ files, dockerfile }: BuiltImage): boolean {
  return files[dockerfile] === undefined;
}

/** How Compose builds an image from what `mcpc build` wrote; `fromStack` is the environment's folder seen from the stack's. */
export function buildSection(image: BuiltImage, fromStack: string, places: Places): object {
  const { args, secrets, target, network } = image;
  return {
    ...contextOf(image, fromStack, places),
    ...(Object.keys(args).length > 0 && { args: composeData(args, places) }),
    ...(target !== undefined && { target }),
    ...(network !== undefined && { network }),
    ...(Object.keys(secrets).length > 0 && { secrets: Object.keys(secrets).map(buildSecret) }),
  };
}

function contextOf(image: BuiltImage, fromStack: string, places: Places): object {
  const { source, dockerfile } = image;
  if (source === undefined) return { context: `./${imageFolder(image)}` };
  const context = stackPath(joinPath(source.folder), places);
  if (isOwnDockerfile(image)) return { context, dockerfile };
  const folder = joinPath(source.folder);
  const up = folder === "." ? [] : folder.split("/").map(() => "..");
  return { context, dockerfile: joinPath(...up, fromStack, imageFolder(image), dockerfile) };
}

/** Name of a build secret among the secrets of the file. */
export function buildSecret(id: string): string {
  return `build-${id}`;
}
