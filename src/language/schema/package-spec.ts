import * as z from "zod/mini";
import { typeNotes } from "./field.ts";

/** A package of a registry; `version` is absent when the user wrote none, and may be a range or a tag. */
export interface PackageSpec {
  readonly package: string;
  readonly version?: string;
}

const npmPattern = /^((?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*)(?:@([A-Za-z0-9^~<>=|*. +_-]+))?$/;
const pypiPattern =
  /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?(?:\[[A-Za-z0-9._, -]+\])?)(?:(?:==|@)([A-Za-z0-9.!+*_-]+)|((?:[<>~!=]=?)[A-Za-z0-9.!+*_,<>~= -]+))?$/;

/** npm package with version: `@scope/name@1.2.3`. */
export function npmPackage() {
  const schema = z.pipe(
    z.string({ checks: [z.maxLength(300), z.regex(npmPattern)] }),
    z.transform((text): PackageSpec => {
      const [, name = text, version] = npmPattern.exec(text) ?? [];
      return { package: name, version };
    }),
  );
  typeNotes.add(schema, { name: "npm package", written: 'a name and a version, such as "@modelcontextprotocol/server-memory@2026.8.31"' });
  return schema;
}

/** PyPI package with version: `name==1.2.3` (or `name@1.2.3`). */
export function pypiPackage() {
  const schema = z.pipe(
    z.string({ checks: [z.maxLength(300), z.regex(pypiPattern)] }),
    z.transform((text): PackageSpec => {
      const [, name = text, exact, range] = pypiPattern.exec(text) ?? [];
      return { package: name, version: exact ?? range };
    }),
  );
  typeNotes.add(schema, { name: "PyPI package", written: 'a name and a version, such as "mcp-server-time==2026.8.31"' });
  return schema;
}
