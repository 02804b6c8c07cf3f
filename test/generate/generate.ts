// Writes the generated pages of docs/ and the schemas. With --check it writes nothing and fails when one of them is stale.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { generatedFiles } from "./generated-files.ts";

const root = new URL("../../", import.meta.url);
const check = process.argv.includes("--check");

for (const { path, text } of await generatedFiles()) {
  const file = fileURLToPath(new URL(path, root));
  const present = await readFile(file, "utf8").catch(() => undefined);
  if (present === text) continue;
  if (check) {
    console.error(`${path} is ${present === undefined ? "missing" : "stale"}; run npm run generate`);
    process.exitCode = 1;
  } else {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    console.log(`wrote ${path}`);
  }
}
