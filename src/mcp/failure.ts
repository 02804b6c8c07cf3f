/** No answer came within the time given. */
export class TimeoutFailure extends Error {
  override readonly name = "TimeoutFailure";
  readonly method: string;
  readonly timeoutMs: number;

  constructor(method: string, timeoutMs: number) {
    super(`no answer to ${method} within ${timeoutMs} ms`);
    this.method = method;
    this.timeoutMs = timeoutMs;
  }
}

/** The conversation ended while something was still expected of it. */
export class ClosedFailure extends Error {
  override readonly name = "ClosedFailure";

  constructor(reason: Error | undefined) {
    super(reason === undefined ? "the conversation was closed" : reason.message, { cause: reason });
  }
}

/** `server/discover` killed the server: the way of SDKs that end on any request before `initialize`. */
export class ProbeKilledFailure extends Error {
  override readonly name = "ProbeKilledFailure";
}

/** Both sides speak MCP, but no revision that the other does. */
export class VersionFailure extends Error {
  override readonly name = "VersionFailure";
  readonly wanted: string;
  readonly offered: string;

  constructor(wanted: string, offered: string) {
    super(`wanted ${wanted}, offered ${offered}`);
    this.wanted = wanted;
    this.offered = offered;
  }
}

/** An answer arrived that the protocol does not allow. */
export class ProtocolFailure extends Error {
  override readonly name = "ProtocolFailure";
}
