import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { openHttp } from "../../../mcp/open-http.ts";

/** An identity provider on loopback: metadata, keys, and tokens with any claims. */
export async function openIssuer() {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const stranger = await generateKeyPair("ES256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "k1", alg: "ES256" };
  let broken = false;
  let asked = 0;
  const issuer: string = await openHttp((request, response) => {
    asked += 1;
    const body = request.url === "/keys" ? { keys: [jwk] } : { issuer, jwks_uri: `${issuer}/keys` };
    if (broken || !["/keys", "/.well-known/openid-configuration"].includes(request.url ?? "")) response.writeHead(500).end();
    else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  const sign = (claims: { iss?: string; aud?: string; exp?: number; sub?: string } = {}, key = privateKey) => {
    const { iss = issuer, aud = "mcp", exp = Date.now() / 1000 + 300, sub = "ada" } = claims;
    return new SignJWT({})
      .setProtectedHeader({ alg: "ES256", kid: "k1" })
      .setIssuer(iss)
      .setAudience(aud)
      .setSubject(sub)
      .setExpirationTime(Math.floor(exp))
      .sign(key);
  };
  return {
    issuer,
    sign,
    signAsStranger: () => sign({}, stranger.privateKey),
    asked: () => asked,
    fail: (now: boolean) => {
      broken = now;
    },
  };
}
