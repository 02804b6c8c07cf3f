import { cliReference } from "../../src/cli/help/reference.ts";
import { diagnosticsJsonSchema } from "../../src/diagnostics/diagnostics-schema.ts";
import { engineJsonSchemas } from "../../src/engine/schema/json-schemas.ts";
import { targets } from "../../targets/index.ts";
import { capabilitiesPage } from "./capabilities-page.ts";
import { diagnosticsPage } from "./diagnostics-page.ts";
import { referencePage } from "./reference-page.ts";
import { stackSchemaFile } from "./stack-schema.ts";
import { targetPage } from "./target-pages.ts";

/** A committed file that is made from sources; the path is relative to the repository. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** Every generated file of the repository, as it should be. */
export async function generatedFiles(): Promise<readonly GeneratedFile[]> {
  const schemas = { "diagnostics.schema.json": diagnosticsJsonSchema(), ...engineJsonSchemas() };
  return [
    { path: "docs/reference.md", text: referencePage() },
    { path: "docs/capabilities.md", text: capabilitiesPage(targets) },
    { path: "docs/diagnostics.md", text: diagnosticsPage() },
    { path: "docs/cli.md", text: await cliReference() },
    ...targets.map(targetPage),
    { path: stackSchemaFile.path, text: stackSchemaFile.text() },
    ...Object.entries(schemas).map(([name, schema]) => ({ path: `schemas/${name}`, text: `${JSON.stringify(schema, undefined, 2)}\n` })),
  ];
}
