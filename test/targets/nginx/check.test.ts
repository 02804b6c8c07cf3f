import { expect, it } from "vitest";
import { createNodeHost } from "../../../src/host/node-host.ts";
import { nginxSiteFile } from "../../../src/nginx/nginx-files.ts";
import { check } from "../../../targets/nginx/check.ts";
import { lacks } from "../../e2e/requirement.ts";
import { newestNginx } from "../../nginx/programs.ts";
import { route, site } from "../../nginx/sites.ts";

const artifact = (content: string) => ({ path: "mcpc-team.prod.conf", content, mediaType: "text/plain", sources: [] });
const right = nginxSiteFile(site("/tmp", 8080, { routes: [route("tasks")] }));

it.skipIf(lacks("nginx-program"))("has the nginx of this machine read what was compiled", async () => {
  const host = { ...createNodeHost(), which: async () => newestNginx().program };
  expect(await check([artifact(right)], host)).toEqual([]);
  const elsewhere = nginxSiteFile(site("/var/log/of-another-host", 443, { tls: { certificate: "/not/here.pem", key: "/not/here.key" } }));
  expect(await check([artifact(elsewhere)], host)).toEqual([]);
  const [problem] = await check([artifact(right.replace("proxy_buffering off;", "proxy_bufering off;"))], host);
  expect(problem?.message).toContain('unknown directive "proxy_bufering"');
});

it("says nothing where there is no nginx", async () => {
  const host = { ...createNodeHost(), which: async () => undefined };
  expect(await check([artifact("nonsense;")], host)).toEqual([]);
});
