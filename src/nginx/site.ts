import type { CallLimits, Scale, Server, ToolRules } from "../model/server.ts";

/** One program, or one name that stands for several. */
export interface NginxServer {
  /** Host name, IPv4 address, or IPv6 address in brackets. */
  readonly host: string;
  readonly port: number;
}

/** One MCP server behind nginx. */
export interface NginxRoute {
  /** The server's name in the stack. */
  readonly name: string;
  /** Path at the front door, such as `/tasks/mcp`. */
  readonly path: string;
  readonly protocol: Server["protocol"];
  readonly affinity: NonNullable<Scale["affinity"]>;
  readonly limits: CallLimits;
  readonly tools: ToolRules;
  /** What stands behind (a bridge or gateway of ours) keeps the rules and limits of tools, and holds headers against bodies. */
  readonly ruled: boolean;
  readonly upstream: {
    readonly servers: readonly NginxServer[];
    /** Path of the MCP endpoint there. */
    readonly path: string;
    /** Encrypted, and its certificate is verified. */
    readonly tls: boolean;
    /** Which Host header it gets: that of the client, which was checked, or its own. */
    readonly host: "client" | "own";
    /** Headers that it gets besides those of the client. */
    readonly headers: Readonly<Record<string, string>>;
    /** File with headers that hold secrets; see `headersFile`. */
    readonly headersFile?: string;
  };
  /** It may serve metadata about who may call it (RFC 9728, RFC 8414): their well-known paths are passed on. */
  readonly wellKnown: boolean;
}

/** Everything that decides one front door in nginx. Paths are as nginx sees them. */
export interface NginxSite {
  /** Sets its names apart from those of other sites in the same nginx: letters, digits, `-` and `.`. */
  readonly name: string;
  /** Version of nginx that reads it, such as `1.26` or `1.29.6`. */
  readonly version: string;
  /** Comment lines at the top of each file. */
  readonly provenance: readonly string[];
  /** Addresses with port, such as `127.0.0.1:8080` or `[::]:8443`. */
  readonly listen: readonly string[];
  /** Names that are answered, beside those of loopback. */
  readonly hosts: readonly string[];
  /** Web origins that are answered, beside those of loopback; `*` takes all. */
  readonly origins: readonly string[];
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** File of accepted bearer tokens; see `tokensFile`. */
  readonly tokensFile?: string;
  /** Of all calls together. */
  readonly limits: CallLimits;
  /** How long a stream may be silent. */
  readonly idleMs: number;
  /** DNS server that is asked again and again, such as `127.0.0.11`; without it names are looked up when nginx starts. */
  readonly resolver?: string;
  /** File of the certificate authorities (PEM) that vouch for encrypted servers behind. */
  readonly authorities: string;
  readonly logs: { readonly access: string; readonly error: string };
  readonly routes: readonly NginxRoute[];
}
