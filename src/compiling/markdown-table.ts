/** A heading and a table below it; nothing when there are no rows. */
export function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  return ["", `## ${title}`, "", tableRow(head), tableRow(head.map(() => "---")), ...rows.map((row) => tableRow(row.map(cell)))];
}

const tableRow = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

/** Text from the file must not end the cell, start a tag or break the line. */
function cell(text: string): string {
  return text.replace(/[\\|`<>*_[\]]/g, "\\$&").replace(/\s+/g, " ");
}
