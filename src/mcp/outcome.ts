/**
 * Where the outcome of one request goes: exactly one of the two is called, once. It does what a promise does for a fraction of its
 * price, which counts where each request that is passed on needs one.
 */
export interface Outcome<T> {
  result(result: T): void;
  failed(error: unknown): void;
}
