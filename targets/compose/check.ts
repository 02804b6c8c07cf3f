import type { Artifact } from "../../src/engine/artifact.ts";
import type { CheckContext } from "../../src/engine/target.ts";
import type { ToolCheck } from "../../src/engine/tool-check.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import { checkCompose } from "./check/check-compose.ts";
import { checkNginx } from "./check/check-nginx.ts";
import type { ComposeOptions } from "./options.ts";

/** Asks Docker Compose, and nginx where it is the front door, what they think of their files. Neither needs an engine for that. */
export async function check(
  artifacts: readonly Artifact[],
  host: ReadOnlyHost,
  { model }: Pick<CheckContext<ComposeOptions>, "model">,
): Promise<readonly ToolCheck[]> {
  const fileAt = (path: string) => artifacts.find((artifact) => artifact.path === path);
  const [compose, nginx] = [fileAt("compose.yaml"), fileAt("nginx/nginx.conf")];
  return Promise.all([
    ...(compose === undefined ? [] : [checkCompose(compose, host)]),
    ...(nginx === undefined ? [] : [checkNginx(nginx, model, host)]),
  ]);
}
