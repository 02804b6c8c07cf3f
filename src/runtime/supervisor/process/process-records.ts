import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { Address } from "../../../model/address.ts";

/** What the next daemon must know to end what this one left behind. Holds no secret: no environment, no arguments. */
export interface ProcessRecord {
  readonly address: Address;
  readonly pid: number;
  readonly startTime?: string;
  readonly instance: string;
  /** Command that removes what ending the process does not. */
  readonly cleanup?: readonly string[];
}

/** One file per running process group, in `processes/NAME.json`. */
export class ProcessRecords {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  }

  /** No fsync: after a power loss there is no process either. */
  write(name: string, record: ProcessRecord): void {
    const path = this.#path(name);
    try {
      writeFileSync(`${path}.new`, `${JSON.stringify(record)}\n`, { mode: 0o600 });
      renameSync(`${path}.new`, path);
    } catch (error) {
      rmSync(`${path}.new`, { force: true });
      throw error;
    }
  }

  remove(name: string): void {
    rmSync(this.#path(name), { force: true });
  }

  /** Records of a former daemon; unreadable ones are removed, the marker scan finds what they meant. */
  read(): { readonly name: string; readonly record: ProcessRecord }[] {
    const records: { name: string; record: ProcessRecord }[] = [];
    for (const file of readdirSync(this.#directory).sort()) {
      const name = file.replace(/\.json(\.new)?$/, "");
      const record = file.endsWith(".json") ? this.#parse(name) : undefined;
      if (record === undefined) rmSync(`${this.#directory}/${file}`, { force: true, recursive: true });
      else records.push({ name, record });
    }
    return records;
  }

  #parse(name: string): ProcessRecord | undefined {
    try {
      const record = JSON.parse(readFileSync(this.#path(name), "utf8")) as Partial<ProcessRecord> | null;
      const complete = typeof record?.address === "string" && typeof record.instance === "string" && Number.isInteger(record.pid);
      return complete && Number(record.pid) > 1 ? (record as ProcessRecord) : undefined;
    } catch {
      return undefined;
    }
  }

  #path(name: string): string {
    return `${this.#directory}/${name}.json`;
  }
}
