import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { describe, expect, it, onTestFinished } from "vitest";
import { nginxSiteFile } from "../../src/nginx/nginx-files.ts";
import { lacks } from "../e2e/requirement.ts";
import { freePort } from "../free-port.ts";
import { OwnNginx } from "./own-nginx.ts";
import { nginxPrograms } from "./programs.ts";
import { codeOf, send } from "./send.ts";
import { route, site, upstream } from "./sites.ts";

describe.skipIf(lacks("nginx-program")).each(nginxPrograms)("nginx $version", ({ program, version }) => {
  it("goes to encrypted servers by their name, and only to those that somebody vouches for", async () => {
    const nginx = new OwnNginx(program);
    const certificate = (name: string) => {
      const [cert, key] = [join(nginx.folder, `${name}.pem`), join(nginx.folder, `${name}.key`)];
      const words = [
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        `/CN=${name}`,
        "-addext",
        `subjectAltName=DNS:${name}`,
      ];
      execFileSync("openssl", [...words, "-keyout", key, "-out", cert], { stdio: "ignore" });
      return { cert, key };
    };
    const known = certificate("localhost");
    const seen: unknown[] = [];
    const listening = async ({ cert, key }: { readonly cert: string; readonly key: string }) => {
      const server = createServer({ cert: readFileSync(cert), key: readFileSync(key) }, ({ headers, socket }, response) => {
        seen.push([headers.host, (socket as TLSSocket & { readonly servername: string }).servername]);
        response.end("{}");
      }).listen(0, "127.0.0.1");
      onTestFinished(() => void server.close().closeAllConnections());
      await once(server, "listening");
      return (server.address() as AddressInfo).port;
    };
    const [right, wrongName, port] = [await listening(known), await listening(certificate("elsewhere")), await freePort()];
    const far = (name: string, at: number) =>
      route(name, { upstream: { ...upstream([]), servers: [{ host: "localhost", port: at }], tls: true, host: "own" } });
    nginx.write(
      "site.conf",
      nginxSiteFile(site(nginx.logs, port, { version, authorities: known.cert, routes: [far("right", right), far("wrong", wrongName)] })),
    );
    expect(nginx.test()).toBe("");
    await nginx.start();
    expect((await send(port, { path: "/right/mcp" })).status).toBe(200);
    expect(seen).toEqual([[`localhost:${right}`, "localhost"]]);
    const refused = await send(port, { path: "/wrong/mcp" });
    expect([refused.status, codeOf(refused), seen.length]).toEqual([502, "MCPC6508", 1]);
  });
});
