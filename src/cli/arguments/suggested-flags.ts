import type { ViewOptions } from "../../views/view-options.ts";

/** What commands that are suggested take over from the one that was given, so that they find the same stack and do the same to it. */
export function suggestedFlags(options: Readonly<Record<string, unknown>>): Pick<ViewOptions, "stackFlag" | "flags"> {
  const { file, data } = options;
  const planning = [...repeated("--restart", options["restart"]), ...(options["allowEmpty"] === true ? ["--allow-empty"] : [])];
  const flags = {
    every: repeated("--set", options["set"]),
    plan: planning,
    apply: planning,
    diff: planning,
    destroy: data === true ? ["--data"] : [],
  };
  return { flags, ...(typeof file === "string" && { stackFlag: `-f ${quoted(file)}` }) };
}

function repeated(flag: string, values: unknown): readonly string[] {
  return Array.isArray(values) ? values.map((value) => `${flag} ${quoted(String(value))}`) : [];
}

/** As a shell of POSIX takes it. */
function quoted(text: string): string {
  return /^[\w./@:+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
