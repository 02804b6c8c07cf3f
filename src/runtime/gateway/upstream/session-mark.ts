/** Between a server's own session id and the mark of the replica that minted it. */
const separator = ".";

/** The session id a client gets: it names the replica, so that the gateway has to remember nothing and may itself be replaced. */
export function withMark(session: string, mark: string): string {
  return `${session}${separator}${mark}`;
}

/** Takes a session id apart again; `undefined` for one that never came from here. */
export function splitMark(marked: string): { readonly session: string; readonly mark: string } | undefined {
  const cut = marked.lastIndexOf(separator);
  return cut < 1 ? undefined : { session: marked.slice(0, cut), mark: marked.slice(cut + 1) };
}
