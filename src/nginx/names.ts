import { digestText } from "../model/digest.ts";

/** Names that one site brings into an nginx that it may share with others. */
export interface SiteNames {
  /** Of upstreams and zones: `team.staging.tasks`. */
  zone(...parts: readonly string[]): string;
  /** Of variables, without `$`: `mcpc_team_staging_5f2c1a_host`. */
  variable(...parts: readonly string[]): string;
}

/** Variables have neither dots nor hyphens, so a piece of the digest keeps `a-b.c` apart from `a.b-c`. */
export function siteNames(site: string): SiteNames {
  const plain = /^[a-z0-9]+$/.test(site);
  const prefix = plain ? site : `mcpc_${site.replace(/[^a-z0-9]/g, "_")}_${digestText(site).slice("sha256:".length).slice(0, 6)}`;
  return {
    zone: (...parts) => [site, ...parts].join("."),
    variable: (...parts) => [prefix, ...parts].join("_").replaceAll("-", "_"),
  };
}
