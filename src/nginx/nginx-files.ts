import type { NginxSite } from "./site.ts";
import { renderNginxConf, renderSite } from "./template.ts";
import { siteView } from "./view/site-view.ts";

export interface NginxFile {
  readonly path: string;
  readonly content: string;
}

/**
 * The complete configuration of an nginx of its own, in a container: any user, read-only root, `/tmp` to write to; started with
 * `nginx -c FILE -g "daemon off;"`.
 */
export function nginxFiles(site: NginxSite): readonly NginxFile[] {
  return [{ path: "nginx.conf", content: tidy(renderNginxConf(siteView(site))) }];
}

/**
 * One site for an nginx that has its own `nginx.conf`, which includes this file inside `http {}`. `marker` is what `/healthz` answers in the
 * header `Mcpc-Configuration`; without it the digest of the site.
 */
export function nginxSiteFile(site: NginxSite, marker?: string): string {
  const head = site.provenance.map((line) => `# ${line}\n`).join("");
  return tidy(`${head}${renderSite(siteView(site, marker))}`);
}

/** No spaces at the ends of lines, no two empty lines in a row. */
function tidy(text: string): string {
  const lines = text.replace(/[ \t]+$/gm, "").replace(/\n{3,}/g, "\n\n");
  return `${lines.trimEnd()}\n`;
}
