import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";

export interface JwtSettings {
  readonly issuer: string;
  readonly audience: string;
  /** Absent: what the issuer's metadata says. */
  readonly jwksUrl?: string;
}

export type JwtAnswer =
  | { readonly kind: "accepted"; readonly subject: string }
  | { readonly kind: "refused"; readonly problem: string }
  /** The keys could not be had, so nobody knows. */
  | { readonly kind: "unknown"; readonly reason: string };

/** Signatures by a key that the gateway would have to share with the issuer are no proof, and `none` is no signature. */
const algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"];
const clockToleranceSeconds = 30;
const fetchTimeoutMs = 5_000;
const failureHoldsMs = 5_000;
/** A token that was good is good for so long without another look, and for so many tokens. */
const rememberMs = 60_000;
const remembered = 1_000;

/** Checks signed tokens (RFC 7519) against one issuer's keys, which are fetched when first needed and kept (RFC 7517). */
export class JwtVerifier {
  readonly #settings: JwtSettings;
  readonly #accepted = new Map<string, { readonly subject: string; readonly until: number }>();
  #keys: Promise<JWTVerifyGetKey> | undefined;

  constructor(settings: JwtSettings) {
    this.#settings = settings;
  }

  async verify(token: string): Promise<JwtAnswer> {
    const known = this.#accepted.get(token);
    if (known !== undefined && known.until > Date.now()) return { kind: "accepted", subject: known.subject };
    this.#accepted.delete(token);
    try {
      const { issuer, audience } = this.#settings;
      const keys = await this.#fetchKeys();
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms,
        clockTolerance: clockToleranceSeconds,
        requiredClaims: ["exp"],
      });
      return { kind: "accepted", subject: this.#remember(token, payload) };
    } catch (error) {
      return answerOf(error);
    }
  }

  #remember(token: string, { sub, exp = 0 }: JWTPayload): string {
    const subject = sub ?? "unnamed";
    const oldest = this.#accepted.keys().next().value;
    if (this.#accepted.size >= remembered && oldest !== undefined) this.#accepted.delete(oldest);
    this.#accepted.set(token, { subject, until: Math.min(exp * 1000, Date.now() + rememberMs) });
    return subject;
  }

  /** Asked once for all who wait; a failure holds for a moment, so that nobody can make us ask the issuer at will. */
  #fetchKeys(): Promise<JWTVerifyGetKey> {
    this.#keys ??= this.#findKeys().catch((error: unknown) => {
      setTimeout(() => {
        this.#keys = undefined;
      }, failureHoldsMs).unref();
      throw error;
    });
    return this.#keys;
  }

  async #findKeys(): Promise<JWTVerifyGetKey> {
    const url = this.#settings.jwksUrl ?? (await jwksUrlOf(this.#settings.issuer));
    return createRemoteJWKSet(new URL(url), { timeoutDuration: fetchTimeoutMs });
  }
}

/** Where an issuer says its keys are: OpenID Connect Discovery 1.0, or RFC 8414. */
async function jwksUrlOf(issuer: string): Promise<string> {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/+$/, "");
  const places = [
    `${origin}${path}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}/.well-known/openid-configuration${path}`,
  ];
  for (const place of new Set(places)) {
    const answer = await fetch(place, { signal: AbortSignal.timeout(fetchTimeoutMs) });
    const metadata = answer.ok ? ((await answer.json()) as { issuer?: unknown; jwks_uri?: unknown }) : {};
    // Metadata of somebody else must not bring keys (RFC 8414, 3.3).
    if (metadata.issuer === issuer && typeof metadata.jwks_uri === "string") return metadata.jwks_uri;
  }
  throw new KeysMissing("the issuer's metadata names no keys");
}

class KeysMissing extends Error {}

function answerOf(error: unknown): JwtAnswer {
  if (error instanceof errors.JWTExpired) return { kind: "refused", problem: "it is too old" };
  if (error instanceof errors.JWTClaimValidationFailed) return { kind: "refused", problem: `its claim "${error.claim}" does not fit` };
  if (error instanceof errors.JWKSTimeout) return { kind: "unknown", reason: "the issuer did not answer in time" };
  if (error instanceof errors.JWKSInvalid) return { kind: "unknown", reason: "the issuer's keys cannot be read" };
  if (error instanceof errors.JWKSNoMatchingKey) return { kind: "refused", problem: "none of the issuer's keys signed it" };
  // A JOSE error without a code of its own is an answer of the issuer that is no set of keys.
  if (error instanceof errors.JOSEError && error.code !== "ERR_JOSE_GENERIC")
    return { kind: "refused", problem: "it is no signed token that can be checked" };
  return { kind: "unknown", reason: error instanceof KeysMissing ? error.message : "the issuer's keys cannot be read" };
}
