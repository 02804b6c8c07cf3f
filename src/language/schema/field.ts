import * as z from "zod/mini";
import { once } from "../../model/once.ts";

// A stack is parsed once per run: generating code for every object costs more than it saves, even for thousands of servers.
z.config({ jitless: true });

/** How far a text may wait for a value: not at all, for anything but a secret, or for anything. */
export type ReferenceRule = "compile" | "no-secret" | "any";

/** What the documentation, the JSON Schema, completion and the messages know about a field beyond its type. */
export interface FieldNote {
  readonly description: string;
  readonly examples: readonly unknown[];
  /** Type as a person would call it, where zod's own name is not good enough: `duration`. */
  readonly type?: string;
  /** What holds when the field is absent, where that depends on other fields. */
  readonly otherwise?: string;
}

/** Notes on fields, by schema object. */
export const fieldNotes = z.registry<FieldNote>();

/** Name of a type with a unit or a grammar of its own, and how it is written. */
export interface TypeNote {
  readonly name: string;
  readonly written: string;
}

/** Notes on types with a unit: what to say when a value does not fit. */
export const typeNotes = z.registry<TypeNote>();

/** Texts that may hold references whose value exists only after compilation. */
export const referenceRules = z.registry<{ readonly rule: ReferenceRule }>();

/** Describes a field, with at least one example. Every key of the language goes through here. */
export function field<S extends z.core.$ZodType>(
  schema: S,
  description: string,
  example: z.input<S>,
  more: { readonly examples?: readonly z.input<S>[]; readonly otherwise?: string } = {},
): S {
  const note: FieldNote = { description, examples: [example, ...(more.examples ?? [])], otherwise: more.otherwise };
  const { def } = schema._zod;
  // A shared type is described by each field that has it, so the field gets a copy; a wrapper such as optional is its own already.
  const own = wrappers.has(def.type) ? schema : z.clone(schema, def, { parent: true });
  fieldNotes.add(own, note as never);
  return own;
}

const wrappers: ReadonlySet<string> = new Set(["optional", "default", "prefault"]);

/** Makes a type once, however many fields have it: building schemas is a good part of the time a start takes. */
export const shared = once;

/** Text that is handed to a program: arguments and variables end at a NUL (execve(2)). */
export const passedText = () => z.string().check(z.refine((text) => !text.includes("\0"), { error: "cannot hold a NUL character" }));

/** Text that may hold any reference, secrets included. */
export const referenceText = shared(() => {
  const schema = passedText();
  referenceRules.add(schema, { rule: "any" });
  return schema;
});

/** Text that ends up in an argument list or another place everybody on the machine can read: references, but no secrets. */
export const publicText = shared(() => {
  const schema = passedText();
  referenceRules.add(schema, { rule: "no-secret" });
  return schema;
});

/** Address of an MCP server that somebody else runs. */
export const remoteUrl = shared(() => {
  const schema = z.string({ checks: [z.regex(/^(?:https?:\/\/|\$\{)\S+$/)] });
  referenceRules.add(schema, { rule: "any" });
  typeNotes.add(schema, { name: "URL", written: 'a complete address with http:// or https://, such as "https://mcp.example.com/mcp"' });
  return schema;
});
