import type { AnswerHeaders } from "./answer-headers.ts";

/** An answer of a server behind the gateway, from the moment its head is there. Its body is read once, or discarded. */
export interface UpstreamAnswer {
  readonly statusCode: number;
  readonly headers: AnswerHeaders;
  /** All of the body, one character per byte, where it came together with the head. There is nothing to read then. */
  readonly whole?: string;
  read(reader: BodyReader): void;
  pause(): void;
  resume(): void;
  /** Nobody wants the rest of the body, which may have no end: its connection goes with it. */
  discard(): void;
}

/** Hears of `end` or `failed` once, and of nothing after. */
export interface BodyReader {
  data(chunk: Buffer): void;
  end(): void;
  failed(error: Error): void;
}
