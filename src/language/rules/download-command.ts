/** A command that fetches a package and runs it. */
export interface DownloadCommand {
  /** As a person calls it: `npx`, `npm exec`. */
  readonly program: string;
  readonly registry: "npm" | "pypi";
  /** The package as written, with whatever version; `undefined` when the arguments do not tell. */
  readonly spec: string | undefined;
  /** Index of the package in the command. */
  readonly index: number;
}

const programs: readonly { readonly words: readonly string[]; readonly registry: "npm" | "pypi" }[] = [
  { words: ["npx"], registry: "npm" },
  { words: ["bunx"], registry: "npm" },
  { words: ["npm", "exec"], registry: "npm" },
  { words: ["npm", "x"], registry: "npm" },
  { words: ["pnpm", "dlx"], registry: "npm" },
  { words: ["pnpx"], registry: "npm" },
  { words: ["yarn", "dlx"], registry: "npm" },
  { words: ["uvx"], registry: "pypi" },
  { words: ["uv", "tool", "run"], registry: "pypi" },
  { words: ["pipx", "run"], registry: "pypi" },
];

/** Options that name the package and take the next word. */
const packageOptions = new Set(["-p", "--package", "--from", "--spec"]);
/** Options that take the next word for something else. */
const valueOptions = new Set(["-c", "--call", "--python", "--with", "--index-url", "--cache", "--registry", "--prefix"]);

/** Recognises `npx`, `uvx` and their kin at the start of a command. */
export function downloadCommand(command: readonly string[]): DownloadCommand | undefined {
  const [first = "", ...rest] = command;
  const words = [first.slice(first.lastIndexOf("/") + 1).replace(/\.(?:cmd|exe)$/, ""), ...rest];
  const found = programs.find((program) => program.words.every((word, index) => words[index] === word));
  if (found === undefined) return undefined;
  const index = packageIndex(words, found.words.length);
  return { program: found.words.join(" "), registry: found.registry, spec: words[index]?.replace(/^--(?:package|from|spec)=/, ""), index };
}

function packageIndex(words: readonly string[], start: number): number {
  let plain = -1;
  for (let index = start; index < words.length; index++) {
    const word = words[index] ?? "";
    if (packageOptions.has(word)) return index + 1;
    if (/^--(?:package|from|spec)=/.test(word)) return index;
    if (valueOptions.has(word)) index++;
    else if (!word.startsWith("-")) {
      plain = index;
      break;
    } else if (word === "--") continue;
  }
  return plain;
}
