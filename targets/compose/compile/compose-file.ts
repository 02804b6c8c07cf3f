import type { Artifact } from "../../../src/engine/artifact.ts";
import type { DesiredResource } from "../../../src/engine/resource.ts";
import type { CompileContext } from "../../../src/engine/target.ts";
import type { Address } from "../../../src/model/address.ts";
import { version } from "../../../src/model/version.ts";
import type { BuiltImage, ContainerSpec } from "../compose-spec.ts";
import { ownServices } from "../names.ts";
import { buildSecret, buildSection, imagesToBuild } from "./build-sections.ts";
import type { CompileState } from "./compile-state.ts";
import { composeDocument, dependsOn, type ServiceExtras } from "./compose-document.ts";
import { type Places, stackPath } from "./spec-text.ts";
import { yamlText } from "./yaml-text.ts";

/** What holds only images to be built is never started: nobody asks for this profile. */
export const buildProfile = "build";

/** `compose.yaml`: all containers of the environment, and how their images are built. */
export function composeFile(
  resources: readonly DesiredResource[],
  folder: CompileContext<unknown>["folder"],
  provenance: readonly string[],
  state: CompileState,
): Artifact {
  const places: Places = { stack: folder.toStack };
  const specs = new Map(resources.map(({ address, spec }) => [address, spec as ContainerSpec]));
  const extras = (resource: DesiredResource): ServiceExtras => {
    const { image } = resource.spec as ContainerSpec;
    const waits = dependsOn(resource, specs, (other) =>
      profilesOf(other, state).some((tag) => !profilesOf(resource.address, state).includes(tag)),
    );
    const profiles = profilesOf(resource.address, state);
    return {
      ...(image.kind === "built" && image.name !== ownServices.runtime && { build: buildSection(image, folder.fromStack, places) }),
      ...(waits !== undefined && { depends_on: waits }),
      ...(profiles.length > 0 && { profiles }),
    };
  };
  const containers = resources.map((resource) => [resource.address, resource.spec as ContainerSpec, extras(resource)] as const);
  const { name, services, ...rest } = composeDocument(state.project, containers, places);
  const images = imagesToBuild([...specs.values()]);
  const document = {
    "x-mcpc": { version, stack: state.model.stack, environment: state.model.environment },
    name,
    services: sorted({ ...services, ...buildServices(images, specs, folder.fromStack, places) }),
    ...rest,
    ...withBuildSecrets(rest.secrets, images, places),
  };
  return { path: "compose.yaml", content: yamlText(document, provenance), mediaType: "application/yaml", sources: [...specs.keys()] };
}

/** By name, so that a service that comes moves no other one. */
function sorted(services: Readonly<Record<string, object>>): Readonly<Record<string, object>> {
  return Object.fromEntries(Object.entries(services).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function profilesOf(address: Address, { model, options }: CompileState): readonly string[] {
  const tags = model.servers.find((server) => server.address === address)?.tags ?? [];
  return tags.filter((tag) => options.profiles.includes(tag));
}

/** Images that others take from and nothing runs. */
function buildServices(
  images: ReadonlyMap<string, BuiltImage>,
  specs: ReadonlyMap<Address, ContainerSpec>,
  folder: string,
  places: Places,
) {
  const run = new Set([...specs.values()].flatMap(({ image }) => (image.kind === "built" ? [image.name] : [])));
  const only = [...images.values()].filter(({ name }) => name === ownServices.runtime || !run.has(name));
  const service = (image: BuiltImage) => ({
    image: image.tag,
    build: buildSection(image, folder, places),
    network_mode: "none",
    profiles: [buildProfile],
    pull_policy: "build",
  });
  return Object.fromEntries(only.map((image) => [image.name, service(image)]));
}

function withBuildSecrets(secrets: object | undefined, images: ReadonlyMap<string, BuiltImage>, places: Places) {
  const files = [...images.values()].flatMap((image) => Object.entries(image.secrets));
  if (files.length === 0) return {};
  const own = files.map(([id, file]) => [buildSecret(id), { file: stackPath(file, places) }]);
  return { secrets: { ...secrets, ...Object.fromEntries(own) } };
}
