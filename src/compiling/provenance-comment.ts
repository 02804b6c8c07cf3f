/** Where a Markdown file comes from, as comments. */
export function provenanceComment(provenance: readonly string[]): readonly string[] {
  // Two hyphens would end the comment.
  return provenance.map((line) => `<!-- ${line.replaceAll("--", "- -")} -->`);
}
