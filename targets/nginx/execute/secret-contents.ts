import type { ExecuteContext } from "../../../src/engine/target.ts";
import { headersFile, tokensFile } from "../../../src/nginx/secret-files.ts";
import { dollarVariable } from "../../../src/nginx/view/site-view.ts";
import type { SiteSpec } from "../site/site-spec.ts";

/** Files that hold secrets, with their content. It goes there and nowhere else. */
export function secretContents(spec: SiteSpec, { resolve }: ExecuteContext): readonly (readonly [path: string, content: string])[] {
  const files: (readonly [string, string])[] = [];
  if (spec.tokensFile !== undefined && spec.tokens !== undefined) files.push([spec.tokensFile, tokensFile(resolve(spec.tokens))]);
  for (const [server, headers] of Object.entries(spec.secretHeaders)) {
    const path = spec.routes[server]?.upstream.headersFile;
    if (path === undefined) continue;
    const values = Object.entries(headers).map(([name, value]) => [name, resolve(value)] as const);
    files.push([path, headersFile(values, dollarVariable(spec.name))]);
  }
  return files;
}
