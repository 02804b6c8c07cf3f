const mostListed = 8;

/** `a`, `a and b`, `a, b and 5 more`: names in the middle of a sentence. */
export function listed(items: readonly string[]): string {
  const shown = items.length > mostListed ? [...items.slice(0, mostListed), `${items.length - mostListed} more`] : items;
  return shown.length < 2 ? (shown[0] ?? "nothing") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

/** `a, b, c`: names after a colon, cut short where a stack has thousands of them. */
export function enumerated(items: readonly string[]): string {
  return items.length > mostListed ? `${items.slice(0, mostListed).join(", ")}, … (${items.length} in all)` : items.join(", ");
}
