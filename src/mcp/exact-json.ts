/** What a number needs before a double can fail to hold it. */
const longNumber = /\d{16}/;

interface SourceText {
  readonly source?: string;
}

/** Of "JSON.parse source text access"; the library of ES2024 does not have it yet. */
interface ExactJson {
  rawJSON(text: string): unknown;
  parse(text: string, reviver: (key: string, value: unknown, context: SourceText) => unknown): unknown;
}

const exactJson = JSON as unknown as ExactJson;

/**
 * Like JSON.parse, but `JSON.stringify` gives every number back as it was written. Ids of 64 bits are common in arguments, and one that
 * was passed on as another names another thing. A number that would change is no number here but what stands for its text.
 *
 * @throws SyntaxError
 */
export function parseExactly(text: string): unknown {
  return longNumber.test(text) ? exactJson.parse(text, kept) : JSON.parse(text);
}

function kept(_key: string, value: unknown, { source }: SourceText): unknown {
  if (typeof value !== "number" || source === undefined || source.length < 16) return value;
  return String(value) === source ? value : exactJson.rawJSON(source);
}
