/** A complete small stack for a page: the two lines every stack starts with, then `body` without its leading line break. */
export function exampleStack(body: string): string {
  return `apiVersion: mcpc/v1\nname: team\n${body.replace(/^\n/, "")}`;
}
