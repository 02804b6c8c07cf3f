import fc from "fast-check";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { releaseDocument } from "../../../../targets/compose/execute/release-document.ts";
import { labelNames } from "../../../../targets/compose/names.ts";
import { specOf } from "../fake-engine.ts";

const key = { service: "tasks", hash: "sha256:h", inputs: { key: "hmac:1" }, owner: "me" };

interface Read {
  readonly services: {
    readonly tasks: { readonly environment: Record<string, string>; readonly labels: Record<string, string>; readonly volumes?: unknown };
  };
  readonly [part: string]: unknown;
}

function documentOf(spec: ReturnType<typeof specOf>, text = (_: unknown) => "s3cret") {
  return releaseDocument({ project: "team-staging", key, spec, revision: 7, root: "/work", text });
}

/** What Compose makes of a text: https://docs.docker.com/reference/compose-file/interpolation/ */
function interpolated(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$\$|\$\{(\w+)\}/g, (found, name: string) => (found === "$$" ? "$" : (variables[name] ?? "")));
}

it("holds any text as it is, read as YAML 1.1 and put through Compose's interpolation", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }).filter((text) => text.isWellFormed() && !text.includes("\0")),
      fc.string(),
      (plain, secret) => {
        const spec = specOf({ service: { environment: { PLAIN: plain, SECRET: { template: [{ secret: "key" }, "x"] } }, labels: {} } });
        const { content, variables } = documentOf(spec, () => secret);
        const { environment } = (parse(content, { version: "1.1" }) as Read).services.tasks;
        expect(interpolated(environment["PLAIN"] ?? "", variables)).toBe(plain);
        expect(interpolated(environment["SECRET"] ?? "", variables)).toBe(secret);
        // go-yaml takes these for line breaks.
        expect(content).not.toMatch(/[\u0085\u2028\u2029\ufeff]/);
      },
    ),
  );
});

it("keeps what a container was made from in its labels, and no secret in the file", () => {
  const spec = specOf({
    service: { environment: { A: "$x", B: { template: [{ secret: "key" }] } }, labels: { "dev.mcpc.stack": "team" } },
  });
  const { content, variables } = documentOf(spec);
  expect(content).not.toContain("s3cret");
  expect(Object.values(variables)).toEqual(["s3cret"]);
  const { labels } = (JSON.parse(content) as Read).services.tasks;
  expect(JSON.parse(interpolated(labels[labelNames.spec] ?? "", {}))).toEqual(spec);
  expect(labels).toMatchObject({ "dev.mcpc.stack": "team", [labelNames.revision]: "7", [labelNames.inputs]: '{"key":"hmac:1"}' });
});

it("finds what belongs to the stack, what lies beside it, and what was made before", () => {
  const volumes = [
    { type: "bind", source: { stack: "conf" } },
    { type: "bind", source: { beside: "nginx" } },
  ];
  const spec = specOf({
    service: { labels: {}, volumes },
    secretFiles: ["key"],
    madeSecrets: { "nginx-tokens": { kind: "nginx-tokens", tokens: "t" } },
    volumes: { data: { name: "team-staging-data", labels: {} } },
  });
  const read = JSON.parse(documentOf(spec).content) as Read;
  expect(read.services.tasks.volumes).toEqual([
    { type: "bind", source: "/work/conf" },
    { type: "bind", source: "./nginx" },
  ]);
  expect(read).toMatchObject({
    name: "team-staging",
    networks: { servers: { external: true, name: "team-staging-servers" } },
    volumes: { data: { external: true, name: "team-staging-data" } },
    secrets: { key: { file: "./mcpc-secrets/key" }, "nginx-tokens": { file: "./mcpc-secrets/nginx-tokens" } },
  });
});
