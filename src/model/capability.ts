/** How well a target expresses one field of the language. */
export type Capability =
  | { readonly level: "native"; readonly note?: string }
  /** The effect is there by other means; `how` says which. `warns` reports it where the field is set. */
  | { readonly level: "emulated"; readonly how: string; readonly warns?: boolean }
  /** An error where the field is set; `instead` says what to do. */
  | { readonly level: "unsupported"; readonly instead: string };

/**
 * Field of the language → capability. Keys are dotted paths with `*` for names and list items, such as `servers.*.scale.replicas`; an
 * entry also answers for everything below it that has no entry of its own. Every leaf of the language must be answered (a test holds it).
 */
export type CapabilityTable = Readonly<Record<string, Capability>>;
