import { stringify } from "yaml";
import { asWritten } from "../../model/value.ts";

/** Data as YAML, references as people write them; ends with a newline. `sorted` where two texts are to be compared. */
export function specText(data: unknown, { sorted = false } = {}): string {
  return stringify(asWritten(data), { sortMapEntries: sorted, lineWidth: 0, aliasDuplicateObjects: false });
}
