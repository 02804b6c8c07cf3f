import { joinPath } from "../../../src/host/paths.ts";
import { digestData } from "../../../src/model/digest.ts";
import type { Run } from "../../../src/model/run.ts";

/** What comes from a package registry. */
export type PackageRun = Extract<Run, { kind: "npm" | "pypi" }>;

export function isPackageRun(run: { readonly kind: string }): run is PackageRun {
  return run.kind === "npm" || run.kind === "pypi";
}

/** As its installer writes it: `@scope/name@1.2.3`, `name==1.2.3`. */
export function sourceText({ kind, package: name, version }: PackageRun): string {
  return kind === "npm" ? `${name}@${version}` : `${name}==${version}`;
}

/**
 * Where a package is kept below the cache: the same folder for everything that decides what is installed, another one for anything else.
 * Arguments and the chosen program are not part of it.
 */
export function installationPath(run: PackageRun): string {
  const { kind, package: name, version } = run;
  const how = kind === "npm" ? { installScripts: run.installScripts } : { python: run.python, with: run.with.toSorted() };
  const digest = digestData({ kind, name, version, ...how }).slice("sha256:".length, "sha256:".length + 16);
  const readable = `${name}-${version}`
    .replace(/[^A-Za-z0-9.]+/g, "-")
    .replace(/^[-.]+/, "")
    .slice(0, 80);
  return joinPath(kind, `${readable}-${digest}`);
}

/** Name without scope, extras and registry: `@scope/name` → `name`, `name[cli]` → `name`. */
export function plainPackageName({ package: name }: PackageRun): string {
  return name.slice(name.indexOf("/") + 1).replace(/\[.*$/, "");
}
