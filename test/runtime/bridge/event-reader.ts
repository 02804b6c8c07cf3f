/** One event of a stream. */
export interface SeenEvent {
  readonly id: string | undefined;
  /** The message; nothing for an event that only says where the stream is. */
  readonly message: { readonly id?: number; readonly method?: string; readonly params?: unknown; readonly result?: unknown } | undefined;
}

/** Reads a stream event by event. */
export class EventReader {
  readonly #reader: ReadableStreamDefaultReader<string>;
  #text = "";

  constructor(response: Response) {
    if (response.body === null) throw new Error("no stream");
    this.#reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** The next event; nothing at the end. */
  async next(): Promise<SeenEvent | undefined> {
    for (;;) {
      const end = this.#text.indexOf("\n\n");
      if (end >= 0) {
        const lines = this.#text.slice(0, end).split("\n");
        this.#text = this.#text.slice(end + 2);
        const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
        const data = field("data");
        return { id: field("id"), message: data ? (JSON.parse(data) as NonNullable<SeenEvent["message"]>) : undefined };
      }
      const { value, done } = await this.#reader.read();
      if (done) return undefined;
      this.#text += value;
    }
  }

  /** The next event with a message of this method, or without a method its answer. */
  async until(method: string | undefined): Promise<SeenEvent> {
    for (;;) {
      const event = await this.next();
      if (event === undefined) throw new Error(`the stream ended before ${method ?? "the answer"}`);
      if (event.message !== undefined && event.message.method === method) return event;
    }
  }

  leave(): Promise<void> {
    return this.#reader.cancel();
  }
}
