import { filesBelow, ignoreFileFor } from "../../../src/engine/ignore-file.ts";
import type { CompileState } from "../compile/compile-state.ts";
import type { BuiltImage } from "../compose-spec.ts";
import { secretFilesOf } from "../secret-files.ts";

/** A folder whose files go into an image, and the `.dockerignore` that lets no others in when it is built without mcpc. */
export function copiedFolder(
  folder: string,
  { inputs, model, options }: CompileState,
): { readonly source: NonNullable<BuiltImage["source"]>; readonly ignore: string } {
  const { digest = "", ignore = "" } = inputs.folders.get(folder) ?? {};
  const without = filesBelow(folder, secretFilesOf(model, options));
  return { source: { folder, digest, without }, ignore: ignoreFileFor(ignore, without) };
}
