import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

/** A server that writes down what reaches it and answers as it is told. */
export class Backend {
  readonly seen: Seen[] = [];
  readonly #server: Server;

  constructor(answer: (request: IncomingMessage, response: ServerResponse, body: string) => void = answerOk) {
    this.#server = createServer((request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (chunk: string) => {
        body += chunk;
      });
      request.on("error", () => undefined);
      request.on("end", () => {
        const { method = "", url = "", headers, rawHeaders } = request;
        this.seen.push({ method, url, headers, rawHeaders, body });
        answer(request, response, body);
      });
    });
    onTestFinished(() => {
      this.#server.closeAllConnections();
      this.#server.close();
    });
  }

  async listen(port = 0, host = "127.0.0.1"): Promise<number> {
    this.#server.listen(port, host);
    await once(this.#server, "listening");
    return (this.#server.address() as AddressInfo).port;
  }
}

function answerOk(_: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json" }).end('{"jsonrpc":"2.0","id":1,"result":{}}');
}
