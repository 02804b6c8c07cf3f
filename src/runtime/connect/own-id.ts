let last = 0;

/** An id for a request that is not the client's: apart from any a client would choose, and from each other on whatever conversation. */
export function ownId(): string {
  last += 1;
  return `mcpc-connect/${last}`;
}
