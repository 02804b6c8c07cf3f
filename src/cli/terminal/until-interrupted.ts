/**
 * Waits for something that only looks, in a command that otherwise comes to an orderly end: an interrupt leaves it where it is.
 *
 * @throws the reason of `signal`.
 */
export async function untilInterrupted<T>(signal: AbortSignal, looking: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([looking, promise]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
