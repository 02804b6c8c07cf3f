import { digestText } from "../../../src/model/digest.ts";
import type { Value } from "../../../src/model/value.ts";
import { nginxSiteFile } from "../../../src/nginx/nginx-files.ts";
import type { NginxRoute, NginxSite } from "../../../src/nginx/site.ts";

/**
 * What decides the site: written by compile, compared by the engine, kept in revisions, read again by execute. Plain JSON; no secret. Routes
 * stand under the names of their servers, so that a plan can show which one changes.
 */
export interface SiteSpec extends Omit<NginxSite, "routes" | "provenance"> {
  /** Folder that nginx includes. */
  readonly directory: string;
  readonly file: string;
  readonly routes: Readonly<Record<string, Omit<NginxRoute, "name">>>;
  /** Accepted bearer tokens, one per line. */
  readonly tokens?: Value;
  /** Server → headers that it gets, of those with references. */
  readonly secretHeaders: Readonly<Record<string, Readonly<Record<string, Value>>>>;
  /** Digest of the configuration, as this version of mcpc writes it. */
  readonly content: string;
}

/** First line of the file: by it a file is known as ours. */
export function ownMark(site: string): string {
  return `mcpc site ${site}: written by mcpc apply, which overwrites what is changed here`;
}

/** The file as it is put before nginx. `marker` tells it from earlier ones, to whoever asks a running nginx. */
export function siteText(spec: Omit<SiteSpec, "content">, marker: string, provenance: readonly string[] = []): string {
  return nginxSiteFile({ ...siteOfSpec(spec), provenance: [ownMark(spec.name), ...provenance] }, marker);
}

export function contentDigest(spec: Omit<SiteSpec, "content">): string {
  return digestText(siteText(spec, "0"));
}

export function markerOf(content: string, revision: number): string {
  return `${content.slice("sha256:".length).slice(0, 16)}-r${revision}`;
}

function siteOfSpec(spec: Omit<SiteSpec, "content">): NginxSite {
  const { directory: _directory, file: _file, routes, tokens: _tokens, secretHeaders: _secretHeaders, ...site } = spec;
  return { ...site, provenance: [], routes: Object.entries(routes).map(([name, route]) => ({ name, ...route })) };
}
