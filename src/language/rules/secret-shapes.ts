/** A text that gives itself away as a secret. */
export interface SecretShape {
  /** For a message, with article: `a GitHub token`. Never the secret. */
  readonly looks: string;
  /** The secret itself, to mark its place. Must not be printed. */
  readonly literal: string;
}

/** Shapes that issuers document, so that leaked keys can be found. */
const shapes: readonly { readonly looks: string; readonly pattern: RegExp }[] = [
  { looks: "a private key", pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:(?!-----END)[\s\S])*/ },
  { looks: "a GitHub token", pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})/ },
  { looks: "a GitLab token", pattern: /\bgl(?:pat|dt|rt|ptt)-[A-Za-z0-9_-]{16,}/ },
  { looks: "a Slack token", pattern: /\bx(?:ox[abeoprs]|app)-[A-Za-z0-9-]{10,}/ },
  { looks: "an AWS access key", pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { looks: "a Google API key", pattern: /\bAIza[0-9A-Za-z_-]{35}/ },
  { looks: "a Google client secret", pattern: /\bGOCSPX-[0-9A-Za-z_-]{20,}/ },
  { looks: "a Stripe key", pattern: /\b[sr]k_(?:live|test)_[0-9a-zA-Z]{16,}/ },
  { looks: "an API key (sk-…)", pattern: /\bsk-[A-Za-z0-9_-]{16,}/ },
  { looks: "an npm token", pattern: /\bnpm_[A-Za-z0-9]{30,}/ },
  { looks: "a PyPI token", pattern: /\bpypi-[A-Za-z0-9_-]{40,}/ },
  { looks: "a Hugging Face token", pattern: /\bhf_[A-Za-z0-9]{30,}/ },
  { looks: "a SendGrid key", pattern: /\bSG\.[\w-]{20,}\.[\w-]{20,}/ },
  { looks: "a DigitalOcean token", pattern: /\bdo[opr]_v1_[a-f0-9]{40,}/ },
  { looks: "a Linear key", pattern: /\blin_(?:api|oauth)_[A-Za-z0-9]{30,}/ },
  { looks: "a Notion token", pattern: /\b(?:ntn_[A-Za-z0-9]{40,}|secret_[A-Za-z0-9]{40,})/ },
  { looks: "a Telegram bot token", pattern: /\b\d{8,10}:[A-Za-z0-9_-]{35}\b/ },
  { looks: "a signed token (JWT)", pattern: /\beyJ[A-Za-z0-9_-]{8,1000}\.eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,}/ },
];

/**
 * Finds a secret in a text whose references were cut out (each replaced by NUL, so that what stands around one is not joined). `undefined`
 * when nothing in it looks like one.
 */
export function findSecret(text: string): SecretShape | undefined {
  if (text.length < 3) return undefined;
  for (const { looks, pattern } of shapes) {
    const literal = pattern.exec(text)?.[0];
    if (literal !== undefined) return { looks, literal };
  }
  return passwordInUrl(text) ?? secretInQuery(text) ?? authorization(text) ?? randomText(text);
}

/**
 * Everything in a whole file that must not be quoted, syntax errors or not: the shapes above, passwords and keys in whatever may have been
 * meant as a URL, tokens of authorization headers, and what stands beside a name that promises a secret. Comments count too.
 */
export function findSecretsInFile(text: string): readonly string[] {
  const found = new Set<string>();
  for (const { pattern } of [...shapes, ...loose]) {
    for (const match of text.matchAll(new RegExp(pattern, `${pattern.flags}g`))) {
      const literal = match[1] ?? match[0];
      for (const line of literal.split(/\r?\n/)) if (line.trim().length >= 4) found.add(line.trim());
    }
  }
  for (const [, name = "", quoted, plain] of text.matchAll(
    /(?<![\w-])([\w-]{1,80})["']?[ \t]*[:=][ \t]*(?:["']([^"'\n]+)["']|([^\s"',{}[\]]+))/g,
  )) {
    const value = quoted ?? plain ?? "";
    if (isSecretName(name) && canBeSecret(value) && !value.includes("${")) found.add(value);
  }
  return [...found].sort((a, b) => b.length - a.length);
}

/** Shapes that are looked for without knowing where a value begins and what it was meant to be. */
const loose: readonly { readonly pattern: RegExp }[] = [
  { pattern: /\/[^\s/?#@:"']*:([^\s/?#@"'$]{3,})@(?!sha\d)/ },
  { pattern: /[?&](?:api[_-]?key|apikey|key|token|access[_-]token|auth|secret|password|sig|signature)=([^&#\s"'$]{6,})/i },
  { pattern: /\b(?:Bearer|Basic)\s+([A-Za-z0-9+/=._~-]{8,})/i },
];

/** `scheme://user:password@host`, the password written out. */
function passwordInUrl(text: string): SecretShape | undefined {
  const literal = /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/?#@:]*:([^\s/?#@\0]+)@/i.exec(text)?.[1];
  return literal === undefined ? undefined : { looks: "a URL with a password in it", literal };
}

function secretInQuery(text: string): SecretShape | undefined {
  const literal = /[?&](?:api[_-]?key|apikey|key|token|access[_-]token|auth|secret|password|sig|signature)=([^&#\s\0]{6,})/i.exec(
    text,
  )?.[1];
  return literal === undefined ? undefined : { looks: "a URL with a key in its query", literal };
}

function authorization(text: string): SecretShape | undefined {
  const literal = /^\s*(?:[A-Za-z-]+:\s*)?(?:Bearer|Basic|Token)\s+([A-Za-z0-9+/=._~-]{8,})\s*$/i.exec(text)?.[1];
  return literal === undefined ? undefined : { looks: "an authorization header with its token", literal };
}

/** Whether a name says that its value is a secret: `GITHUB_TOKEN`, `DB_PASSWORD`, `X-Api-Key`. */
export function isSecretName(name: string): boolean {
  return /(?:^|[_-])(?:PASSWORD|PASSWD|PASSPHRASE|PWD|SECRET|TOKEN|API[_-]?KEY|APIKEY|ACCESS[_-]?KEY|SECRET[_-]?KEY|PRIVATE[_-]?KEY|CREDENTIALS?)$/i.test(
    name,
  );
}

/** Whether a value under such a name can be one: not empty, a switch, a number, a path, a URL, or several words. */
export function canBeSecret(value: string): boolean {
  return (
    value.length >= 4 &&
    !/^(?:true|false|none|null|\d+|[./~].*|[A-Za-z]:\\.*|[a-z][a-z0-9+.-]*:\/\/.*|.*\s.*)$/is.test(value) &&
    !/\0/.test(value)
  );
}

/**
 * Long runs of letters and digits that change kind as often as chance does. Words, identifiers in camel case, UUIDs, hashes, digests,
 * paths and URLs do not.
 */
function randomText(text: string): SecretShape | undefined {
  if (/^(?:sha(?:1|256|384|512)[:-]|[./~@]|[a-z][a-z0-9+.-]*:\/\/)/i.test(text)) return undefined;
  for (const [run] of text.matchAll(/[A-Za-z0-9]{16,}/g)) {
    if (/^[0-9a-f]+$/i.test(run) || /^\d+[A-Za-z]*$/.test(run)) continue;
    if (looksRandom(run)) return { looks: "what looks like a key: a long random text", literal: run };
  }
  return undefined;
}

function looksRandom(run: string): boolean {
  const kinds = Array.from(run, (character) => (/\d/.test(character) ? "digit" : /[a-z]/.test(character) ? "lower" : "upper"));
  const used = new Set(kinds);
  if (!used.has("digit") || used.size < 2) return false;
  const changes = kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length / run.length;
  if (used.size === 3) return changes >= 0.4 && entropy(run) >= 3.5;
  return run.length >= 24 && changes >= 0.3 && entropy(run) >= 3.7;
}

/** Shannon entropy in bits per character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
