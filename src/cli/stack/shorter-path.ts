import { relativePath } from "../../host/paths.ts";

/** A path as a person would type it: seen from the working directory where that is shorter. */
export function shorterPath(cwd: string, file: string): string {
  const relative = relativePath(cwd, file);
  return relative.length < file.length ? relative : file;
}
