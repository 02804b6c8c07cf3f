import { expect, it } from "vitest";
import { createNodeHost } from "../../../src/host/node-host.ts";
import type { Model } from "../../../src/model/model.ts";
import { nginxSiteFile } from "../../../src/nginx/nginx-files.ts";
import { check } from "../../../targets/nginx/check.ts";
import { lacks } from "../../e2e/requirement.ts";
import { newestNginx } from "../../nginx/programs.ts";
import { route, site } from "../../nginx/sites.ts";

const right = nginxSiteFile(site("/tmp", 8080, { routes: [route("tasks")] }));

const lineOf = (text: string): number => right.slice(0, right.indexOf(text)).split("\n").length;

/** What the newest nginx of this machine says of a site that is written for a version. */
async function answer(content: string, version: string, program = newestNginx().program) {
  const artifact = { path: "mcpc-team.prod.conf", content, mediaType: "text/plain", sources: [] };
  const context = { model: { nginx: { version, idleMs: 1 } } as unknown as Model, options: { program } };
  const [found] = await check([artifact], createNodeHost(), context);
  return found?.skipped ?? found?.diagnostics.map(({ code, message }) => `${code} ${message}`);
}

it.skipIf(lacks("nginx-program"))("has the nginx of this machine read what was compiled", async () => {
  expect(await answer(right, "1.22")).toEqual([]);
  expect(await answer(right.replace("proxy_buffering off;", "proxy_bufering off;"), "1.22")).toEqual([
    `MCPC6123 nginx refuses mcpc-team.prod.conf: unknown directive "proxy_bufering" in line ${lineOf("proxy_buffering off;")}`,
  ]);
});

it.skipIf(lacks("nginx-program"))("reads a site of another machine to its end, with its certificate and its logs elsewhere", async () => {
  const elsewhere = nginxSiteFile(site("/var/log/of-another-host", 443, { tls: { certificate: "/not/here.pem", key: "/not/here.key" } }));
  expect(await answer(elsewhere, "1.22")).toEqual([]);
});

it.skipIf(lacks("nginx-program"))("says so where it cannot be read without the other machine", async () => {
  const more = right.replace("proxy_buffering off;", "proxy_buffering off;\n    include /not/here.conf;");
  expect(await answer(more, "1.22")).toEqual({ kind: "elsewhere", problem: expect.stringContaining("No such file or directory") });
});

it.skipIf(lacks("nginx-program"))("does not ask an nginx that is older than what the site is written for", async () => {
  expect(await answer("nonsense;", "9.0")).toMatchObject({ kind: "older", program: "nginx", needed: "9.0" });
});

it("says so where there is no nginx", async () => {
  expect(await answer("nonsense;", "1.22", "/no/such/nginx")).toEqual({ kind: "missing", program: "/no/such/nginx" });
});
