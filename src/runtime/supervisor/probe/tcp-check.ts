import { connect } from "node:net";
import type { ProbeCheck } from "./probe-result.ts";

/** Good when something accepts connections there. */
export function tcpCheck(host: string, port: number): ProbeCheck {
  return ({ signal }) =>
    new Promise((resolve, reject) => {
      const socket = connect({ host, port });
      const finish = (error?: Error) => {
        signal.removeEventListener("abort", abort);
        socket.destroy();
        if (error === undefined) resolve();
        else reject(error);
      };
      const abort = () => finish(new Error("cancelled"));
      signal.addEventListener("abort", abort, { once: true });
      socket.once("connect", () => finish());
      socket.once("error", (error: NodeJS.ErrnoException) => finish(new Error(`tcp ${host}:${port} ${reasonOf(error)}`)));
    });
}

/** A short text for the failures that occur all the time. */
export function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === "ECONNREFUSED") return "refuses the connection";
  if (error.code === "ENOTFOUND") return "is not a known host";
  if (error.code === "ECONNRESET") return "closed the connection";
  return error.code ?? error.message;
}
