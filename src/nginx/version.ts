import { isAtLeast } from "../model/nginx.ts";

/** What an nginx can do, by its version. Sources: nginx.org/en/CHANGES and the module documentation. */
export interface NginxFeatures {
  /** `http2 on;` (1.25.1); before it a word of `listen`. */
  readonly http2Directive: boolean;
  /** `server … resolve` without a subscription (1.27.3): names are looked up again while nginx runs. */
  readonly resolvesUpstreams: boolean;
  /** `keepalive_min_timeout` (1.27.4): a reload closes no client's connection that is in use. */
  readonly keepsIdle: boolean;
  /** `sticky learn` without a subscription (1.29.6): sessions stay with the server that began them. */
  readonly sticky: boolean;
}

export function nginxFeatures(version: string): NginxFeatures {
  return {
    http2Directive: isAtLeast(version, "1.25.1"),
    resolvesUpstreams: isAtLeast(version, "1.27.3"),
    keepsIdle: isAtLeast(version, "1.27.4"),
    sticky: isAtLeast(version, "1.29.6"),
  };
}
