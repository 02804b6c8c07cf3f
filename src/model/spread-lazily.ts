/** As `{ ...first, ...second }`, but what is made when it is read is still made only then. */
export function spreadLazily<First extends object, Second extends object>(
  first: First,
  second: Second,
): Omit<First, keyof Second> & Second {
  const all = { ...Object.getOwnPropertyDescriptors(first), ...Object.getOwnPropertyDescriptors(second) };
  return Object.defineProperties({}, all as PropertyDescriptorMap) as Omit<First, keyof Second> & Second;
}
