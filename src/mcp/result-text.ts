import type { RequestId } from "./json-rpc.ts";

/** The answer to a request as it came over the wire: which request it belongs to, and the JSON text of its result. */
export interface ResultText {
  readonly id: RequestId;
  readonly text: string;
}

/** As the official SDKs write an answer: `{"result":…,"jsonrpc":"2.0","id":7}`. */
const resultFirst = '{"result":';
const tail = /,"jsonrpc":"2\.0","id":(\d{1,15})\}$/;
/** As most others do: `{"jsonrpc":"2.0","id":7,"result":…}`. */
const resultLast = /^\{"jsonrpc":"2\.0","id":(\d{1,15}),"result":/;
/** No tail is longer than this, so no more has to be looked at. */
const longestTail = 48;

/**
 * Finds the result in a line without reading it. Only what is beyond doubt is taken: an answer in one of the two usual forms, to a
 * request with a numeric id. The id stands outside of every string there, because an unescaped quote before it has to open a key.
 */
export function resultTextIn(line: string): ResultText | undefined {
  if (line.startsWith(resultFirst)) {
    const end = tail.exec(line.slice(-longestTail));
    if (end === null) return undefined;
    return { id: Number(end[1]), text: line.slice(resultFirst.length, line.length - end[0].length) };
  }
  const start = resultLast.exec(line);
  if (start === null || !line.endsWith("}")) return undefined;
  return { id: Number(start[1]), text: line.slice(start[0].length, -1) };
}
