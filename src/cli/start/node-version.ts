/** Of Node.js; the same as `engines` in package.json. */
const oldest = [22, 19] as const;

/**
 * What to say where this Node.js is too old for us; `undefined` where it is not. Not in the catalogue: whoever sees it cannot load that.
 */
export function tooOld(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return undefined;
  return `mcpc needs Node.js ${oldest.join(".")} or newer, and this is ${version}.\n`;
}
