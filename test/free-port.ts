import { once } from "node:events";
import { createServer } from "node:net";

/** Below what Linux gives to outgoing connections (from 32768 on): one of those may come between the look and the use. */
const lowest = 10_000;
const count = 22_000;

/** A port of the loopback address that nobody listens on. Another test may take it; the chance is one in thousands. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = lowest + Math.floor(Math.random() * count);
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(port, "127.0.0.1", () => resolve(true));
    });
    if (!free) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}
