import { once } from "node:events";
import { createServer } from "node:http";
import { diagnose } from "../../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../diagnostics/diagnostic-error.ts";
import type { FrontDoor } from "../../supervisor/front-door-port.ts";

/**
 * Serves `/metrics` at a port of its own, to whoever reaches it: inside a network where only the stack's own containers are.
 *
 * @returns closes it
 * @throws {DiagnosticError} MCPC6345 where the port is not to be had
 */
export async function openMetricsServer(door: FrontDoor, host: string, port: number): Promise<() => void> {
  const server = createServer((request, response) => {
    const serve = async () => {
      const rendered = request.url === "/metrics" && request.method === "GET" ? await door.metrics() : undefined;
      if (rendered === undefined) return response.writeHead(404).end();
      return response.writeHead(200, { "content-type": rendered.contentType }).end(rendered.text);
    };
    serve().catch(() => response.writeHead(500).end());
  });
  server.listen({ host, port });
  try {
    await once(server, "listening");
  } catch (error) {
    throw new DiagnosticError(diagnose("MCPC6345", { host, port, reason: (error as NodeJS.ErrnoException).code ?? "unknown" }));
  }
  return () => {
    server.close();
    server.closeAllConnections();
  };
}
