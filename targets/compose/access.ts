import type { Scope } from "../../src/engine/scope.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import { joinPath } from "../../src/host/paths.ts";
import { acceptedTokens } from "../../src/nginx/secret-files.ts";
import type { Container } from "./docker/container.ts";
import { releaseFolder, releaseNames } from "./release-folder.ts";

/**
 * What a caller has to show at the front door: one of the tokens that it accepts, from the files that it was given itself. Whoever may read
 * them may call; nobody else gets that far.
 */
export async function accessHeaders(
  containers: readonly Container[],
  scope: Scope,
  host: ReadOnlyHost,
): Promise<Readonly<Record<string, string>>> {
  const running = containers.filter(({ state }) => state.status === "running");
  // With a gateway behind nginx it is the gateway that asks.
  const door = running.find(({ address }) => address === "platform.gateway") ?? running.find(({ address }) => address === "gateway");
  const token = door === undefined ? undefined : await tokenOf(door, scope, host);
  return token === undefined ? {} : { Authorization: `Bearer ${token}` };
}

async function tokenOf(door: Container, scope: Scope, host: ReadOnlyHost): Promise<string | undefined> {
  const { spec, hash, service, inputs } = door;
  if (spec === undefined || hash === undefined) return undefined;
  const read = async (name: string) => {
    const file = joinPath(releaseFolder(scope, { service, hash, inputs }), releaseNames.secrets, name);
    const bytes = await host.readFile(file).catch(() => undefined);
    return bytes === undefined ? "" : new TextDecoder().decode(bytes);
  };
  if (spec.madeSecrets["nginx-tokens"] !== undefined) return acceptedTokens(await read("nginx-tokens"))[0];
  const secret = tokensSecret(spec.files["gateway/gateway.json"]);
  return secret === undefined ? undefined : linesOf(await read(secret))[0];
}

/** Name of the secret that holds the gateway's tokens. */
function tokensSecret(config: string | undefined): string | undefined {
  const { auth } = JSON.parse(config ?? "{}") as { auth?: { bearer?: { tokens?: { file?: string } } } };
  return /^\/run\/secrets\/(.+)$/.exec(auth?.bearer?.tokens?.file ?? "")?.[1];
}

/** As the gateway reads them: one per line. */
function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== "" && !line.startsWith("#"));
}
