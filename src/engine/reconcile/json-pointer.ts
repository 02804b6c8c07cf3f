import type { Path } from "../../model/path.ts";

/** JSON Pointer (RFC 6901) of a place. */
export function pointerOf(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** True when `pointer` names `place` or something that holds it. */
export function covers(pointer: string, place: string): boolean {
  return place === pointer || place.startsWith(`${pointer}/`);
}
