import { expect, it } from "vitest";
import { plainPaint } from "../../src/diagnostics/render/paint.ts";
import { diffJson, diffText } from "../../src/views/diff.ts";

const look = { paint: plainPaint, width: 80 };
const place = { stack: "team", environment: "dev", target: "local" };
const url = { template: ["postgres://app:", { secret: "password" }, "@db"] };

it("shows changed, new and removed resources as patches of YAML, with references instead of secrets", () => {
  const resources = [
    {
      address: "server.a",
      action: "update",
      reason: "env.LEVEL changed",
      before: { env: { URL: url, LEVEL: "info" }, port: 1 },
      after: { port: 1, env: { LEVEL: "debug", URL: url } },
    },
    { address: "server.b", action: "create", reason: "it is not there", after: { port: 2 } },
    { address: "service.c", action: "delete", reason: "removed from the file", before: { port: 3 } },
  ] as const;
  expect(diffText({ ...place, resources }, look)).toBe(`team · dev · local

server.a  update: env.LEVEL changed
@@ -1,4 +1,4 @@
 env:
-  LEVEL: info
+  LEVEL: debug
   URL: postgres://app:\${secret.password}@db
 port: 1

server.b  create: it is not there
@@ -0,0 +1,1 @@
+port: 2

service.c  delete: removed from the file
@@ -1,1 +0,0 @@
-port: 3

3 resources differ.   mcpc apply -e dev
`);
  expect(diffJson({ ...place, resources })).toMatchObject({
    formatVersion: "1.0",
    resources: [{ address: "server.a" }, { before: null, after: { port: 2 } }, { before: { port: 3 }, after: null }],
  });
});

it("says so when there is no difference", () => {
  expect(diffText({ ...place, resources: [] }, look)).toBe("team · dev · local\n\nNo differences.\n");
});
