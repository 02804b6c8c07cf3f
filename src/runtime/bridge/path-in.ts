/** The path of a request's URL, without what follows `?`. */
export function pathIn(url: string): string {
  const query = url.indexOf("?");
  return query === -1 ? url : url.slice(0, query);
}
