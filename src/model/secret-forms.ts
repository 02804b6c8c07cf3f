/**
 * Every form in which a program may print a secret: as it is, URL-encoded, escaped as in JSON, in base64 (also inside a longer text that was
 * encoded as a whole), and each line of a value that has several. The longest first: a value that contains another one must not leave its
 * rest behind.
 *
 * @param shortest Forms of pieces with fewer characters are left out: they are part of ordinary words.
 */
export function secretForms(secrets: Iterable<string>, shortest: number): readonly string[] {
  const forms = new Set<string>();
  for (const secret of secrets) {
    for (const piece of [secret, ...secret.split(/\r?\n/)]) {
      if (piece.trim().length < shortest) continue;
      for (const form of [piece, encodeURIComponent(piece.toWellFormed()), JSON.stringify(piece).slice(1, -1), ...inBase64(piece)])
        forms.add(form);
    }
  }
  return [...forms].sort((a, b) => b.length - a.length);
}

const shortestEncoded = 8;

/**
 * The characters that stand for the value alone, for each of the three places it can have in a group of three bytes (RFC 4648, section 4), in
 * both alphabets. `user:password` is encoded as a whole.
 */
function inBase64(text: string): readonly string[] {
  const bytes = new TextEncoder().encode(text);
  return [0, 1, 2].flatMap((before) => {
    const padded = new Uint8Array([...new Uint8Array(before), ...bytes]);
    const encoded = btoa(Array.from(padded, (byte) => String.fromCharCode(byte)).join(""));
    // Of the characters at the edges a part of the bits belongs to the neighbours.
    const form = encoded.slice(Math.ceil((before * 8) / 6), Math.floor((padded.length * 8) / 6));
    return form.length < shortestEncoded ? [] : [form, form.replaceAll("+", "-").replaceAll("/", "_")];
  });
}
