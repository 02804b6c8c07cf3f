/** Ids of requests that are not the client's, apart from any a client would choose. */
export function ownIds(): () => string {
  let last = 0;
  return () => {
    last += 1;
    return `mcpc-connect/${last}`;
  };
}
