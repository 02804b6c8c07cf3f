/** Way to a place in some data: keys and indexes. */
export type Steps = readonly (string | number)[];

/** JSON Pointer (RFC 6901) of a place. */
export function pointerOf(steps: Steps): string {
  return steps.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** True when `pointer` names `place` or something that holds it. */
export function covers(pointer: string, place: string): boolean {
  return place === pointer || place.startsWith(`${pointer}/`);
}

/** As a person writes it: `env.LOG_LEVEL`, `mounts[0].target`. Keys with odd characters are quoted. */
export function dottedPath(steps: Steps): string {
  let text = "";
  for (const step of steps) {
    if (typeof step === "number") text += `[${step}]`;
    else if (/^[A-Za-z_][\w-]*$/.test(step)) text += text === "" ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}
