/**
 * Runs in a stage of the runtime's image: copies the Node that runs it, the libraries it has loaded and the loader that loads them to a folder
 * of their own, so that it runs in images that have other libraries, or none.
 */
export const collectNode = `import { copyFileSync, mkdirSync } from "node:fs";
import { basename, join } from "node:path";

const target = process.argv[2];
for (const folder of ["bin", "lib", "empty"]) mkdirSync(join(target, folder), { recursive: true });
copyFileSync(process.execPath, join(target, "bin/node"));
process.report.excludeNetwork = true;
const libraries = process.report.getReport().sharedObjects.filter((file) => file.startsWith("/"));
for (const file of libraries) copyFileSync(file, join(target, "lib", basename(file)));
const loader = libraries.find((file) => /^ld-.*\\.so/.test(basename(file)));
if (loader === undefined) throw new Error(\`no loader among \${libraries.join(", ")}\`);
copyFileSync(loader, join(target, "lib/ld.so"));
`;

/** Which program of an npm package is started: the one that is asked for, else the only one, else the one named like the package. */
export const chooseNodeProgram = `import { readFileSync, symlinkSync } from "node:fs";

const [name, asked] = process.argv.slice(2);
const { bin = {} } = JSON.parse(readFileSync(\`node_modules/\${name}/package.json\`, "utf8"));
const plain = name.split("/").at(-1);
const programs = typeof bin === "string" ? { [plain]: bin } : bin;
const names = Object.keys(programs);
const chosen = asked ?? (names.length === 1 ? names[0] : plain);
if (!Object.hasOwn(programs, chosen)) throw new Error(\`\${name} has no program "\${chosen}"; it has: \${names.join(", ") || "none"}. Set run.bin.\`);
symlinkSync(\`node_modules/\${name}/\${programs[chosen].replace(/^\\.\\//, "")}\`, "program");
`;

/** The same for a package of PyPI. */
export const choosePythonProgram = `import os, sys
from importlib.metadata import distribution

name, *asked = sys.argv[1:]
names = [point.name for point in distribution(name).entry_points if point.group == "console_scripts"]
chosen = asked[0] if asked else names[0] if len(names) == 1 else name
if chosen not in names:
    sys.exit(f'{name} has no program "{chosen}"; it has: {", ".join(names) or "none"}. Set run.bin.')
os.symlink(f"venv/bin/{chosen}", "/app/program")
`;

/** Stops a build whose base image holds another Python than the stack asks for. */
export const checkPythonVersion = `import sys
wanted = sys.argv[1].split(".")
found = [str(part) for part in sys.version_info[:len(wanted)]]
sys.exit(0 if found == wanted else f"the base image holds Python {'.'.join(found)}, the stack asks for {sys.argv[1]}")`;
