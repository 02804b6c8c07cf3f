import { version } from "../../../model/version.ts";
import { LogFile, type LogFileLimits } from "./log-file.ts";

/** The file of what pino says about requests at the front door. Requests do not wait for the disk; what it cannot follow is counted and told. */
export class RequestLog {
  readonly #file: LogFile;
  #lost = 0;

  constructor(path: string, limits: LogFileLimits) {
    this.#file = new LogFile(path, limits);
  }

  write(line: string): void {
    if (this.#lost > 0 && this.#file.append(lostLine(this.#lost))) this.#lost = 0;
    if (!this.#file.append(line)) this.#lost += 1;
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** In the form of the others. */
function lostLine(lost: number): string {
  const base = { level: 40, time: new Date().toISOString(), name: "mcpc-gateway", version };
  return `${JSON.stringify({ ...base, lost, msg: "lines lost: the disk was slower than the requests" })}\n`;
}
