import { isMap, isScalar, parseDocument } from "yaml";
import { namePattern } from "./schema/text.ts";

/** What a stack file calls itself, as far as that can be read. */
export interface StackIdentity {
  readonly name?: string;
  /** Declared environments in the order of the file. */
  readonly environments: readonly string[];
}

/**
 * Reads the name and the environments out of the text of a stack file that may be broken elsewhere: a mistake below `servers` must not
 * keep anybody from stopping what runs. Only what stands there literally and is a possible name counts.
 */
export function readIdentity(text: string): StackIdentity {
  try {
    // The parser goes on after errors; nothing is resolved, so anchors and references cost nothing.
    const { contents } = parseDocument(text, {
      version: "1.2",
      schema: "core",
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: "silent",
    });
    if (!isMap(contents)) return { environments: [] };
    const name = nameOf(contents.get("name", true));
    const section = contents.get("environments", true);
    const environments = isMap(section) ? section.items.flatMap(({ key }) => nameOf(key) ?? []) : [];
    return { ...(name !== undefined && { name }), environments };
  } catch {
    // Nested deeper than the stack allows: there is nothing to be read.
    return { environments: [] };
  }
}

function nameOf(node: unknown): string | undefined {
  return isScalar(node) && typeof node.value === "string" && namePattern.test(node.value) ? node.value : undefined;
}
