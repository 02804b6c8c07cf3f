/** Who makes a request, as far as it was proven. */
export interface Caller {
  /** For logs: `operator`, `token-2`, or the subject of a signed token. */
  readonly name: string;
}
