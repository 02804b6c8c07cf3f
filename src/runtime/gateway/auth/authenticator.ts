import { randomBytes } from "node:crypto";
import { diagnose } from "../../../diagnostics/diagnose.ts";
import { digestText } from "../../../model/digest.ts";
import { Refusal } from "../../bridge/refusal.ts";
import type { ClientRequest } from "../client-exchange.ts";
import { refusal } from "../refuse.ts";
import { BearerTokens } from "./bearer-tokens.ts";
import type { Caller } from "./caller.ts";
import type { JwtSettings, JwtVerifier } from "./jwt-verifier.ts";
import { metadataUrl } from "./resource-metadata.ts";

/** Who may call. Without `tokenHashes` and without `jwt`: everybody who is admitted. */
export interface AuthSettings {
  /** `sha256:` and 64 hexadecimal digits each; the tokens themselves are kept by nobody. An empty list lets nobody in. */
  readonly tokenHashes?: readonly string[];
  readonly jwt?: JwtSettings;
}

/** Tells who calls. */
export class Authenticator {
  readonly #tokens: BearerTokens;
  readonly #operator: BearerTokens;
  readonly #jwt: JwtVerifier | undefined;
  readonly settings: AuthSettings;

  /** `operatorToken` is accepted beside those of the settings: it is how mcpc itself calls. */
  static async create(settings: AuthSettings, operatorToken = randomBytes(32).toString("hex")): Promise<Authenticator> {
    // Loaded when asked for: most front doors are on loopback and ask nobody.
    const verifier = settings.jwt === undefined ? undefined : new (await import("./jwt-verifier.ts")).JwtVerifier(settings.jwt);
    return new Authenticator(settings, operatorToken, verifier);
  }

  private constructor(settings: AuthSettings, operatorToken: string, jwt: JwtVerifier | undefined) {
    this.settings = settings;
    this.#tokens = new BearerTokens(settings.tokenHashes ?? []);
    this.#operator = new BearerTokens([digestText(operatorToken)]);
    this.#jwt = jwt;
  }

  /** False: there is nothing to prove. */
  get required(): boolean {
    return this.settings.tokenHashes !== undefined || this.settings.jwt !== undefined;
  }

  /** Who sends this, or why that is not known: 401 for a bad token or none, 503 when it cannot be checked. */
  async identify(request: ClientRequest, path: string): Promise<Caller | Refusal> {
    const token = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? "")?.[1];
    if (token === undefined) return this.#refuse(request, path, undefined);
    const position = this.#tokens.find(token);
    if (this.#operator.find(token) !== undefined) return { name: "operator" };
    if (position !== undefined) return { name: `token-${position + 1}` };
    if (this.#jwt === undefined) return this.#refuse(request, path, "it is not known");
    const answer = await this.#jwt.verify(token);
    if (answer.kind === "accepted") return { name: answer.subject };
    if (answer.kind === "refused") return this.#refuse(request, path, answer.problem);
    return refusal(503, diagnose("MCPC6342", { reason: answer.reason }), {}, { "retry-after": "5" });
  }

  /** 401 with what a client needs to do better (RFC 6750, 3; RFC 9728, 5.1). */
  #refuse(request: ClientRequest, path: string, problem: string | undefined): Refusal {
    const parts = [
      'realm="mcpc"',
      ...(problem === undefined ? [] : ['error="invalid_token"', `error_description="${problem.replace(/["\\]/g, "'")}"`]),
      ...(this.#jwt === undefined ? [] : [`resource_metadata="${metadataUrl(request, path)}"`]),
    ];
    const diagnostic = problem === undefined ? diagnose("MCPC6340", {}) : diagnose("MCPC6341", { problem });
    return refusal(401, diagnostic, {}, { "www-authenticate": `Bearer ${parts.join(", ")}` });
  }
}

export function isRefusal(answer: Caller | Refusal): answer is Refusal {
  return answer instanceof Refusal;
}
