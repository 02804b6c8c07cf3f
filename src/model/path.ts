/** Way from the root of a document to one of its nodes: map keys and list indexes. */
export type Path = readonly (string | number)[];

/** As a person writes it: `servers.tasks.env.LOG`, `tests[0].tool`; keys with odd characters are quoted. */
export function formatPath(path: Path): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (/^[A-Za-z_][\w-]*$/.test(step)) text += text === "" ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}
