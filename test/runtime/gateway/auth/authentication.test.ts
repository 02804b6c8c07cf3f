import { createSecretKey } from "node:crypto";
import { SignJWT, UnsecuredJWT } from "jose";
import { expect, it } from "vitest";
import { digestText } from "../../../../src/model/digest.ts";
import { openHttp } from "../../../mcp/open-http.ts";
import { startScripted } from "../../../mcp/start-child.ts";
import { modernPost, openDoor, putBehind, unit } from "../open-door.ts";
import { openIssuer } from "./issuer.ts";

const settings = { limits: {}, metrics: false };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const list = (url: string, headers: Record<string, string> = {}, path = "/s/mcp") =>
  modernPost(`${url}${path}`, 1, "tools/list", {}, headers);

async function guarded(auth: { tokenHashes?: readonly string[]; jwt?: { issuer: string; audience: string; jwksUrl?: string } }) {
  const { door, url } = await openDoor({}, { guarded: true, operatorToken: "operator-token" });
  await putBehind(door, "s", startScripted());
  await door.configure({ ...settings, auth });
  return { door, url };
}

it("lets in who has one of the tokens, at every endpoint, and tells all others what is missing", async () => {
  const { url } = await guarded({ tokenHashes: [digestText("one"), digestText("two")] });
  for (const path of ["/s/mcp", "/mcp"]) {
    for (const token of ["one", "two", "operator-token"]) expect((await list(url, bearer(token), path)).status).toBe(200);
    const none = await list(url, {}, path);
    expect([none.status, none.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="mcpc"']);
    const wrong = await list(url, bearer("three"), path);
    expect([wrong.status, wrong.headers.get("www-authenticate")]).toEqual([
      401,
      'Bearer realm="mcpc", error="invalid_token", error_description="it is not known"',
    ]);
    expect(await wrong.json()).toMatchObject({ error: { data: { code: "MCPC6341" } } });
  }
  for (const odd of ["Basic b25lOg==", "Bearer", "Bearer one two", "one"])
    expect((await list(url, { authorization: odd })).status).toBe(401);
  expect((await fetch(`${url}/s/mcp`, { headers: { accept: "text/event-stream" } })).status).toBe(401);
  expect((await fetch(`${url}/s/mcp`, { method: "DELETE" })).status).toBe(401);
  expect((await fetch(`${url}/nothing/mcp`, { method: "POST" })).status).toBe(401);
});

it("an empty list of tokens lets nobody in, and a guarded door is shut until it was told who may", async () => {
  const { url } = await guarded({ tokenHashes: [] });
  expect((await list(url, bearer(""))).status).toBe(401);
  const untold = await openDoor({}, { guarded: true });
  const answer = await list(untold.url, {}, "/mcp");
  expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining("MCPC6348")]);
});

it("takes other tokens over at once", async () => {
  const { door, url } = await guarded({ tokenHashes: [digestText("old")] });
  expect((await list(url, bearer("old"))).status).toBe(200);
  await door.configure({ ...settings, auth: { tokenHashes: [digestText("new")] } });
  expect([(await list(url, bearer("old"))).status, (await list(url, bearer("new"))).status]).toEqual([401, 200]);
});

it("lets in who has a token of the issuer for this audience, and nobody else", async () => {
  const { issuer, sign, signAsStranger, asked } = await openIssuer();
  const { url } = await guarded({ jwt: { issuer, audience: "mcp" } });
  const token = await sign();
  for (let time = 0; time < 20; time += 1) expect((await list(url, bearer(token))).status).toBe(200);
  expect(asked()).toBe(2);
  const now = Date.now() / 1000;
  const bad = {
    expired: await sign({ exp: now - 3600 }),
    audience: await sign({ aud: "other" }),
    issuer: await sign({ iss: "https://evil.example.com" }),
    key: await signAsStranger(),
    tampered: `${token.slice(0, -6)}AAAAAA`,
    unsigned: new UnsecuredJWT({}).setIssuer(issuer).setAudience("mcp").setExpirationTime("1h").encode(),
    symmetric: await new SignJWT({})
      .setProtectedHeader({ alg: "HS256", kid: "k1" })
      .setIssuer(issuer)
      .setAudience("mcp")
      .setExpirationTime("1h")
      .sign(createSecretKey(Buffer.alloc(32))),
    nonsense: "not.a.token",
  };
  const problems: Record<string, string | undefined> = {};
  for (const [name, wrong] of Object.entries(bad)) {
    const answer = await list(url, bearer(wrong));
    expect([name, answer.status]).toEqual([name, 401]);
    problems[name] = /error_description="([^"]*)"/.exec(answer.headers.get("www-authenticate") ?? "")?.[1];
  }
  expect(problems).toMatchObject({
    expired: "it is too old",
    audience: "its claim 'aud' does not fit",
    issuer: "its claim 'iss' does not fit",
  });
});

it("a token that was good is refused when its time is over, although it was remembered", async () => {
  const { issuer, sign } = await openIssuer();
  const { url } = await guarded({ jwt: { issuer, audience: "mcp" } });
  // Half a minute of difference between clocks is let pass when a token is seen first.
  const token = await sign({ exp: Date.now() / 1000 - 28.5 });
  expect((await list(url, bearer(token))).status).toBe(200);
  await expect.poll(async () => (await list(url, bearer(token))).status, { timeout: 5000, interval: 250 }).toBe(401);
});

it("lets nobody in unchecked while the issuer's keys cannot be read", async () => {
  const { issuer, sign, fail, asked } = await openIssuer();
  const { url } = await guarded({ jwt: { issuer, audience: "mcp" } });
  fail(true);
  const token = await sign();
  const answer = await list(url, bearer(token));
  expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining("MCPC6342")]);
  const before = asked();
  for (let time = 0; time < 10; time += 1) expect((await list(url, bearer(token))).status).toBe(503);
  expect(asked()).toBe(before);
});

it("tells clients where to get a token, for each endpoint (RFC 9728)", async () => {
  const { issuer } = await openIssuer();
  const { url } = await guarded({ jwt: { issuer, audience: "mcp" } });
  for (const path of ["/mcp", "/s/mcp"]) {
    const refused = await list(url, {}, path);
    const metadata = /resource_metadata="([^"]+)"/.exec(refused.headers.get("www-authenticate") ?? "")?.[1] ?? "";
    expect(metadata).toBe(`${url}/.well-known/oauth-protected-resource${path}`);
    expect(await (await fetch(metadata)).json()).toEqual({
      resource: `${url}${path}`,
      authorization_servers: [issuer],
      bearer_methods_supported: ["header"],
      resource_name: "mcpc gateway",
    });
  }
  expect(
    await (await fetch(`${url}/.well-known/oauth-protected-resource`, { headers: { "x-forwarded-proto": "https" } })).json(),
  ).toMatchObject({
    resource: `${url.replace("http:", "https:")}/mcp`,
  });
  expect((await fetch(`${url}/.well-known/oauth-protected-resource/other/mcp`)).status).toBe(401);
});

it("keeps the client's token from the server behind when it was for the gateway, and passes it on when it was not", async () => {
  const seen: (string | undefined)[] = [];
  const origin = await openHttp((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(200, { "content-type": "application/json" }).end('{"jsonrpc":"2.0","id":1,"result":{"tools":[]}}');
  });
  const { door, url } = await openDoor();
  door.set(unit("s"), { kind: "http", url: `${origin}/mcp`, headers: {} });
  await list(url, bearer("for-the-server"));
  await door.configure({ ...settings, auth: { tokenHashes: [digestText("for-the-gateway")] } });
  await list(url, bearer("for-the-gateway"));
  expect(seen).toEqual(["Bearer for-the-server", undefined]);
});

it("a forged host or origin gets no further with a good token", async () => {
  const { url } = await guarded({ tokenHashes: [digestText("one")] });
  expect((await list(url, { ...bearer("one"), origin: "https://evil.example.com" })).status).toBe(403);
});
