import { digestText } from "../model/digest.ts";

/** Names that one site brings into an nginx that it may share with others. */
export interface SiteNames {
  /** Of upstreams and zones: `team.staging.tasks`. */
  zone(...parts: readonly string[]): string;
  /** Of variables, without `$`: `mcpc_team_staging_5f2c1a_host`. */
  variable(...parts: readonly string[]): string;
}

/** nginx has a table of variables whose rows hold 64 bytes, and only the whole configuration can say otherwise. */
const longestVariable = 46;

/** Variables have neither dots nor hyphens, so a piece of the digest keeps `a-b.c` apart from `a.b-c`. */
export function siteNames(site: string): SiteNames {
  const digest = (text: string, digits: number) => digestText(text).slice("sha256:".length).slice(0, digits);
  const plain = /^[a-z0-9]+$/.test(site);
  const prefix = plain ? site : `mcpc_${site.replace(/[^a-z0-9]/g, "_")}_${digest(site, 6)}`;
  return {
    zone: (...parts) => [site, ...parts].join("."),
    variable: (...parts) => {
      const name = [prefix, ...parts].join("_").replaceAll("-", "_");
      if (name.length <= longestVariable) return name;
      return `mcpc_${digest([site, ...parts].join("."), 12)}_${parts[0]?.slice(0, 20)}`;
    },
  };
}
