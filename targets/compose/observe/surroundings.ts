import type { FilesByContainer } from "./read-releases.ts";

/** What containers are compared with, beside what they were made of. */
export interface Surroundings {
  /** See `ComposeFacts`. */
  readonly images: Readonly<Record<string, string>>;
  readonly files: FilesByContainer;
  /** See `ownerMark`. */
  readonly owner: string;
}
