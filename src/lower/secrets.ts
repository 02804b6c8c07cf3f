import type { CheckedStack } from "../language/checked-stack.ts";
import type { Stack } from "../language/schema/stack.ts";
import type { Secret, SecretSource } from "../model/secret.ts";
import { originOf } from "./origins.ts";
import { sortedEntries } from "./run.ts";

/**
 * The secrets that this environment uses, each with the source that holds here: the environment's before the stack's. What nobody uses is
 * not fetched, so that a missing one cannot stop an apply.
 */
export function lowerSecrets(stack: CheckedStack, used: ReadonlySet<string>): Secret[] {
  const here = stack.data.environments[stack.environment]?.secrets ?? {};
  return sortedEntries({ ...stack.data.secrets, ...here }).flatMap(([name, { from }]) => {
    const source = lowerSource(from ?? stack.data.secrets[name]?.from);
    return source === undefined || !used.has(name) ? [] : [{ name, source, origin: originOf(stack, "secrets", name) }];
  });
}

/** Every file a secret may be read from, in this environment or another one, and the key of the front door. */
export function secretFilesOf({ secrets, environments, gateway }: Stack): readonly string[] {
  const sources = [secrets, ...Object.values(environments).map((environment) => environment.secrets)].flatMap((all) =>
    Object.values(all ?? {}),
  );
  const files = [...sources.map(({ from }) => from?.file), gateway.tls?.files?.key];
  return [...new Set(files.flatMap((file) => file ?? []))].sort();
}

function lowerSource(from: Stack["secrets"][string]["from"]): SecretSource | undefined {
  if (from?.env !== undefined) return { kind: "env", name: from.env };
  if (from?.file !== undefined) return { kind: "file", path: from.file };
  if (from?.exec !== undefined) return { kind: "exec", command: from.exec };
  if (from?.kubernetes !== undefined) return { kind: "kubernetes", ...from.kubernetes };
  return from?.docker === undefined ? undefined : { kind: "docker", name: from.docker };
}
