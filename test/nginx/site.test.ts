import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nginxFiles, nginxSiteFile } from "../../src/nginx/nginx-files.ts";
import { isQuotable } from "../../src/nginx/quote.ts";
import type { NginxRoute, NginxSite } from "../../src/nginx/site.ts";
import { lacks } from "../e2e/requirement.ts";
import { OwnNginx } from "./own-nginx.ts";
import { nginxPrograms } from "./programs.ts";
import { route, site, upstream } from "./sites.ts";

const versions = ["1.22", "1.26", "1.27.3", "1.29.5", "1.29.6", "1.30"];
const tls = { certificate: "/etc/mcp/chain.pem", key: "/etc/mcp/key.pem" };

function linesWith(version: string, pattern: RegExp, more: Partial<NginxSite> = {}): readonly string[] {
  const replicas = route("tasks", { affinity: "session", upstream: upstream([1, 2]) });
  const named = route("search", { upstream: { ...upstream([]), servers: [{ host: "search", port: 8000 }] } });
  const text = nginxSiteFile(site("/var/log/nginx", 443, { version, tls, resolver: "127.0.0.11", routes: [named, replicas], ...more }));
  return text
    .split("\n")
    .filter((line) => pattern.test(line))
    .map((line) => line.trim());
}

it("writes HTTP/2, names and sessions as each version reads them", () => {
  expect(versions.map((version) => linesWith(version, /http2/))).toEqual([
    ["listen 127.0.0.1:443 ssl http2;"],
    ...Array(5).fill(["http2 on;"]),
  ]);
  const variable = [
    "set $mcpc_team_prod_10da88_to_search search;",
    'proxy_pass "http://$mcpc_team_prod_10da88_to_search:8000/mcp$is_args$args";',
  ];
  const group = ["server search:8000 resolve max_fails=3 fail_timeout=10s;"];
  const found = versions.map((version) => linesWith(version, /search:8000|_to_search(?: |:)/));
  expect(found.map((lines) => [...new Set(lines.map((line) => line.replace(/_[0-9a-f]{6}_/, "_10da88_")))])).toEqual([
    variable,
    variable,
    group,
    group,
    group,
    group,
  ]);
  const sticky =
    "sticky learn create=$upstream_http_mcp_session_id lookup=$http_mcp_session_id zone=team.prod.tasks.sessions:1m timeout=2h header;";
  expect(versions.map((version) => linesWith(version, /sticky/))).toEqual([[], [], [], [], [sticky], [sticky]]);
});

it("keeps names of several sites apart", () => {
  const names = (name: string) =>
    new Set(
      nginxSiteFile(site("/l", 1, { name, routes: [route("c", { limits: { ratePerSecond: 1 } })] })).match(
        /\bmcpc_\w+|(?<=\nupstream |zone=)[\w.-]+/g,
      ),
    );
  const all = ["a-b.c", "a.b-c", "a.b", "a--b.c", "a.b--c"].map(names);
  for (const [index, one] of all.entries())
    for (const other of all.slice(index + 1)) expect([...one].filter((name) => other.has(name))).toEqual([]);
});

it("puts values into templates through the two functions that quote, and no other way", () => {
  const folder = "src/nginx/templates";
  const values = readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/\{\{(?![#/>])([^}]*)\}\}/g)].map(([, inside = ""]) => inside),
  );
  expect(values.length).toBeGreaterThan(50);
  expect(values.filter((value) => !/^(?:quote|word|comment) [\w.@/]+$/.test(value) && value !== "else")).toEqual([]);
});

const hostileText = fc
  .array(
    fc.oneof(fc.constantFrom('"', "'", "\\", "$", "{{x}}", "}", ";", "# ", "~", "*", "é", "\n", "include x;"), fc.string({ maxLength: 6 })),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.join(""))
  .filter(isQuotable);
const hostilePath = fc.stringMatching(/^\/[A-Za-z0-9._~!$&'()*+,;=:@-]{1,12}$/);
const hostileRoute: fc.Arbitrary<NginxRoute> = fc
  .record({
    name: fc.stringMatching(/^[a-z]{3,8}$/),
    path: hostilePath,
    header: hostileText,
    tools: fc.array(hostileText, { maxLength: 3 }),
    limited: hostileText,
    to: hostilePath,
  })
  .map(({ name, path, header, tools, limited, to }) =>
    route(name, {
      path: `${path}/${name}/mcp`,
      protocol: "modern",
      limits: { ratePerSecond: 5, concurrency: 2 },
      tools: { allow: tools, deny: tools, rename: {}, limits: { [limited]: { ratePerSecond: 1, concurrency: 1 } } },
      wellKnown: true,
      upstream: upstream([9], { path: to, headers: { "X-$a'": header } }),
    }),
  );
const hostileSite = fc
  .record({
    routes: fc.uniqueArray(hostileRoute, { selector: ({ name }) => name, maxLength: 3 }),
    provenance: fc.array(fc.string(), { maxLength: 2 }),
    origins: fc.array(fc.stringMatching(/^https:\/\/[^\s\x00-\x1f\x7f]{1,70}$/), { maxLength: 3 }),
    hosts: fc.array(fc.stringMatching(/^(\*\.)?[a-z0-9]{1,60}(\.[a-z0-9]{1,30}){1,3}$/), { minLength: 1, maxLength: 3 }),
  })
  .map((parts) => parts);

describe.skipIf(lacks("nginx-program")).each(nginxPrograms)("nginx $version", ({ program, version }) => {
  it("reads every site, whatever stands in it, beside all others", () => {
    const nginx = new OwnNginx(program);
    for (const [index, parts] of fc.sample(hostileSite, { numRuns: 40, seed: 11 }).entries())
      nginx.write(`site-${index}.conf`, nginxSiteFile(site(nginx.logs, 10_000 + index, { version, name: `a-b.c${index}`, ...parts })));
    expect(nginx.test()).toBe("");
  });

  it("reads names as long as those of stacks, environments and servers may be, in sites and in containers", () => {
    const nginx = new OwnNginx(program);
    const [stack, server] = ["s".repeat(63), "t".repeat(63)];
    const limits = { ratePerSecond: 5, concurrency: 5 };
    const long = route(server, {
      protocol: "modern",
      ruled: true,
      limits,
      tools: { deny: ["x"], rename: {}, limits: { "a*": limits } },
      upstream: { ...upstream([]), servers: [{ host: server, port: 8000 }] },
    });
    const parts = { version, resolver: "127.0.0.11", routes: [long], limits };
    for (const [index, name] of [stack, `${stack}.${stack}`].entries())
      nginx.write(`site-${index}.conf`, nginxSiteFile(site(nginx.logs, 10_000 + index, { ...parts, name })));
    expect(nginx.test()).toBe("");
    const [file] = nginxFiles(site(nginx.logs, 8080, { ...parts, name: stack }));
    writeFileSync(nginx.configuration, file?.content.replaceAll(" /tmp/", ` ${nginx.folder}/`) ?? "");
    expect(nginx.test()).toBe("");
  });

  it("reads the configuration of a container", () => {
    const nginx = new OwnNginx(program);
    const routes = [
      route("tasks", { upstream: { ...upstream([]), servers: [{ host: "tasks", port: 8000 }] }, ruled: true }),
      route("old", {
        affinity: version === "1.30" ? "session" : "none",
        upstream: { ...upstream([]), servers: [{ host: "old", port: 8000 }] },
      }),
      route("far", { upstream: { ...upstream([443]), tls: true, host: "own" } }),
    ];
    const [file] = nginxFiles(site(nginx.logs, 8080, { name: "mcpc", version, resolver: "127.0.0.11", routes }));
    writeFileSync(nginx.configuration, file?.content.replaceAll(" /tmp/", ` ${nginx.folder}/`) ?? "");
    expect([file?.path, nginx.test()]).toEqual(["nginx.conf", ""]);
  });

  it.skipIf(lacks("gixy"))("writes nothing that gixy finds", () => {
    const nginx = new OwnNginx(program);
    for (const [index, parts] of fc.sample(hostileSite, { numRuns: 3, seed: 5 }).entries())
      nginx.write(
        `site-${index}.conf`,
        nginxSiteFile(site(nginx.logs, 10_000 + index, { version, name: `a.c${index}`, resolver: "127.0.0.11", ...parts })),
      );
    const [container] = nginxFiles(site(nginx.logs, 8080, { name: "mcpc", version, resolver: "127.0.0.11", routes: [route("tasks")] }));
    writeFileSync(join(nginx.folder, "container.conf"), container?.content ?? "");
    for (const file of [nginx.configuration, join(nginx.folder, "container.conf")]) {
      const { stdout, stderr } = spawnSync("gixy", ["--format", "json", file], { encoding: "utf8" });
      expect(stderr).toBe("");
      expect((JSON.parse(stdout) as { readonly plugin: string }[]).map(({ plugin }) => plugin)).toEqual([]);
    }
  });
});

it.skipIf(lacks("crossplane"))("is read by crossplane without a mistake", () => {
  const nginx = new OwnNginx("true");
  for (const [index, parts] of fc.sample(hostileSite, { numRuns: 10, seed: 3 }).entries())
    nginx.write(`site-${index}.conf`, nginxSiteFile(site(nginx.logs, 10_000 + index, { name: `a.c${index}`, ...parts })));
  const { stdout } = spawnSync("crossplane", ["parse", "--combine", nginx.configuration], { encoding: "utf8", maxBuffer: 1 << 28 });
  const { status, errors } = JSON.parse(stdout) as { readonly status: string; readonly errors: readonly unknown[] };
  expect([status, errors]).toEqual(["ok", []]);
});
