import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/**
 * Makes an image that holds this Node and the libraries it needs, and nothing else, without any registry. It is made once per engine.
 *
 * @returns its name
 */
export function nodeImage(): string {
  const name = `mcpc-test-node:${process.version.slice(1)}`;
  if (spawnSync("docker", ["image", "inspect", name]).status === 0) return name;
  const tree = mkdtempSync(join(tmpdir(), "mcpc-image-"));
  try {
    const put = (from: string, to: string) => {
      mkdirSync(join(tree, dirname(to)), { recursive: true });
      copyFileSync(from, join(tree, to));
    };
    put(process.execPath, "/bin/node");
    for (const [, library = ""] of execFileSync("ldd", [process.execPath], { encoding: "utf8" }).matchAll(/(\/\S+)/g))
      put(library, library);
    mkdirSync(join(tree, "tmp"));
    execFileSync("sh", ["-c", `tar -C "$1" -c . | docker import - "$2"`, "sh", tree, name], { stdio: ["ignore", "ignore", "pipe"] });
    return name;
  } finally {
    rmSync(tree, { recursive: true });
  }
}
