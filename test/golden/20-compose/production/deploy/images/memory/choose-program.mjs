import { readFileSync, symlinkSync } from "node:fs";

const [name, asked] = process.argv.slice(2);
const { bin = {} } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
const plain = name.split("/").at(-1);
const programs = typeof bin === "string" ? { [plain]: bin } : bin;
const names = Object.keys(programs);
const chosen = asked ?? (names.length === 1 ? names[0] : plain);
if (!Object.hasOwn(programs, chosen)) throw new Error(`${name} has no program "${chosen}"; it has: ${names.join(", ") || "none"}. Set run.bin.`);
symlinkSync(`node_modules/${name}/${programs[chosen].replace(/^\.\//, "")}`, "program");
