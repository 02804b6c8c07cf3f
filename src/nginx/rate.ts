/** nginx counts whole calls per second or per minute; a rate between them becomes the nearest one. */
export function nginxRate(perSecond: number): { readonly text: string; readonly exact: boolean } {
  const capped = Math.min(perSecond, 1_000_000);
  if (Number.isInteger(capped)) return { text: `${capped}r/s`, exact: capped === perSecond };
  const perMinute = capped * 60;
  if (perMinute < 30_000) {
    const whole = Math.max(1, Math.round(perMinute));
    return { text: `${whole}r/m`, exact: Math.abs(whole - perMinute) < 1e-6 };
  }
  return { text: `${Math.round(capped)}r/s`, exact: false };
}

/** Calls beyond the first that may come at once: a bucket holds one second's worth, as at the gateway. */
export function burstOf(perSecond: number): number {
  return Math.floor(Math.min(Math.max(1, perSecond), 1_000_000)) - 1;
}

/** Seconds after which there is room again (RFC 9110, 10.2.3). */
export function retryAfterSeconds(rates: readonly (number | undefined)[]): number {
  return Math.max(1, ...rates.flatMap((rate) => (rate === undefined ? [] : [Math.ceil(1 / rate)])));
}
