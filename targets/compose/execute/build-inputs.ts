import type { Scope } from "../../../src/engine/scope.ts";
import type { Host } from "../../../src/host/host.ts";
import { joinPath } from "../../../src/host/paths.ts";
import type { BuiltImage } from "../compose-spec.ts";

/** Where a build finds the certificates that whoever applies trusts; see the templates. */
const certificatesInBuild = "/run/mcpc/ca-certificates.pem";

/** Flags of `docker build`, and variables that go with them: values are never among the arguments. */
export interface BuildInputs {
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * What a build is given besides its folder. Registries, credentials and certificates are those that npm, pip and Node use on this machine; they
 * come as build secrets, so they are in no layer and in no history.
 */
export async function buildInputs(image: BuiltImage, { root }: Scope, host: Host): Promise<BuildInputs> {
  const secrets = {
    ...(await ownSecrets(host)),
    ...Object.fromEntries(Object.entries(image.secrets).map(([id, file]) => [id, joinPath(root, file)])),
  };
  const given = Object.entries(image.args).filter((entry): entry is [string, string] => entry[1] !== null);
  const passed = Object.entries(image.args).flatMap(([name, value]) => (value === null && host.env(name) !== undefined ? [name] : []));
  const trust = secrets["ca-certificates"] === undefined ? [] : ["NODE_EXTRA_CA_CERTS", "PIP_CERT"];
  return {
    flags: [
      ...Object.entries(secrets).flatMap(([id, file]) => ["--secret", `id=${id},src=${file}`]),
      ...[...given.map(([name]) => name), ...passed, ...trust].flatMap((name) => ["--build-arg", name]),
      ...(image.target === undefined ? [] : ["--target", image.target]),
      ...(image.network === undefined ? [] : ["--network", image.network]),
    ],
    env: { ...Object.fromEntries(given), ...Object.fromEntries(trust.map((name) => [name, certificatesInBuild])) },
  };
}

/** Settings of npm and pip, and the certificates that are trusted beyond the usual ones, where this machine has them. */
async function ownSecrets(host: Host): Promise<Readonly<Record<string, string>>> {
  const candidates: Readonly<Record<string, readonly (string | undefined)[]>> = {
    npmrc: [host.env("NPM_CONFIG_USERCONFIG"), host.env("npm_config_userconfig"), joinPath(host.home, ".npmrc")],
    "pip-conf": [
      host.env("PIP_CONFIG_FILE"),
      joinPath(host.home, ".config/pip/pip.conf"),
      joinPath(host.home, ".pip/pip.conf"),
      "/etc/pip.conf",
    ],
    "ca-certificates": [host.env("NODE_EXTRA_CA_CERTS"), host.env("PIP_CERT"), host.env("REQUESTS_CA_BUNDLE"), host.env("SSL_CERT_FILE")],
  };
  const found = await Promise.all(
    Object.entries(candidates).map(async ([id, paths]) => {
      for (const path of paths) if (path !== undefined && (await host.stat(path))?.kind === "file") return [[id, path] as const];
      return [];
    }),
  );
  return Object.fromEntries(found.flat());
}
