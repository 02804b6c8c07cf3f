import { copyFileSync, mkdirSync } from "node:fs";
import { basename, join } from "node:path";

const target = process.argv[2];
for (const folder of ["bin", "lib", "empty"]) mkdirSync(join(target, folder), { recursive: true });
copyFileSync(process.execPath, join(target, "bin/node"));
process.report.excludeNetwork = true;
const libraries = process.report.getReport().sharedObjects.filter((file) => file.startsWith("/"));
for (const file of libraries) copyFileSync(file, join(target, "lib", basename(file)));
const loader = libraries.find((file) => /^ld-.*\.so/.test(basename(file)));
if (loader === undefined) throw new Error(`no loader among ${libraries.join(", ")}`);
copyFileSync(loader, join(target, "lib/ld.so"));
