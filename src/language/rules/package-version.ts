/** Splits `@scope/name@1.2.3` (npm) or `name==1.2.3`, `name@1.2.3` (PyPI) into name and version. */
export function splitPackage(spec: string, registry: "npm" | "pypi"): { readonly name: string; readonly version: string | undefined } {
  if (registry === "npm") {
    const at = spec.indexOf("@", 1);
    return at < 0 ? { name: spec, version: undefined } : { name: spec.slice(0, at), version: spec.slice(at + 1) };
  }
  const [, name = spec, exact, range] = /^([^=<>~!@;\s]+)\s*(?:(?:===?|@)\s*([^=\s].*)|([<>~!].*))?$/.exec(spec) ?? [];
  return { name, version: exact ?? range };
}

/** True for one exact version: SemVer 2.0 for npm, PEP 440 without wildcards for PyPI. */
export function isExactVersion(version: string | undefined, registry: "npm" | "pypi"): boolean {
  if (version === undefined) return false;
  return registry === "npm"
    ? /^v?\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/.test(version)
    : /^v?(?:\d+!)?\d+(?:\.\d+)*(?:[._-]?(?:a|b|c|rc|alpha|beta|pre|preview)[._-]?\d*)?(?:[._-]?(?:post|rev|r)[._-]?\d*)?(?:[._-]?dev[._-]?\d*)?(?:\+[a-z0-9.]+)?$/i.test(
        version,
      );
}

/** How a pinned package is written, with a made-up version where the real one is unknown. */
export function pinnedExample(name: string, version: string | undefined, registry: "npm" | "pypi"): string {
  const digits = /\d+(?:\.\d+)*/.exec(version ?? "")?.[0].split(".") ?? ["1", "4", "2"];
  const [major = "1", minor = "0", patch = "0"] = digits;
  return registry === "npm" ? `${name}@${major}.${minor}.${patch}` : `${name}==${major}.${minor}.${patch}`;
}
