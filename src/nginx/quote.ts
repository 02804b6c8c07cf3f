/**
 * A text as one parameter of a directive, read by nginx (ngx_conf_read_token) as it was. Line breaks, NUL and other control characters are
 * refused, because what follows (a header, a path, a log line) could be broken with them.
 *
 * @throws {RangeError} for a control character; whoever takes texts from people asks `isQuotable` first.
 */
export function quote(text: string): string {
  if (!isQuotable(text)) throw new RangeError("a control character cannot be written into a configuration of nginx");
  // nginx takes a backslash away only before these; elsewhere it stays, so that patterns look as they are.
  const escaped = text.replace(/\\(?=["'\\trn]|$)/g, "\\\\");
  return text.includes('"') && !text.includes("'") ? `'${escaped}'` : `"${escaped.replaceAll('"', '\\"')}"`;
}

/** False for texts with control characters or broken surrogates. */
export function isQuotable(text: string): boolean {
  return !/[\x00-\x1f\x7f]/.test(text) && text.isWellFormed();
}

/** A text for directives that put in variables: nginx cannot escape a `$`, so a variable that holds one stands for it. */
export function withoutVariables(text: string, dollar: string): string {
  return text.replaceAll("$", () => `\${${dollar}}`);
}

/** A text as a part of a regular expression that means itself (PCRE). */
export function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** A pattern for `map` that any of the texts matches whole; a `*` at the end of a text stands for anything. Case matters. */
export function anyOf(texts: readonly string[]): string {
  return `(?:${texts.map((text) => (text.endsWith("*") ? `${escapePattern(text.slice(0, -1))}.*` : escapePattern(text))).join("|")})`;
}

/** A text that needs no quotes: names, numbers, addresses. */
export function word(text: string | number): string {
  if (!/^[\w.:[\]/@-]+$/.test(String(text))) throw new RangeError(`"${text}" cannot stand in a configuration of nginx without quotes`);
  return String(text);
}
