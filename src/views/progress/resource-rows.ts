import type { ApplyEvent } from "../../engine/events.ts";
import type { Operation } from "../../engine/operation.ts";
import type { Address } from "../../model/address.ts";
import { duration } from "../text/units.ts";
import { handshakeFacts } from "./handshake-facts.ts";
import { doing, done } from "./operation-words.ts";
import type { Row } from "./row.ts";

type OperationEvent = Extract<ApplyEvent, { readonly operation: Operation }>;

/** One row per resource, kept up to date from the events of an apply. */
export class ResourceRows {
  readonly #rows = new Map<Address, Row>();
  readonly #wanted = new Map<Address, Operation[]>();
  readonly #over = new Set<number>();
  readonly #noted = new Set<number>();
  readonly #verified = new Set<Address>();
  readonly #undoes: number | undefined;

  /** `operations` is what the plan wants, so that what waits can be shown; `undoes` the revision that they put back. */
  constructor(operations: readonly Operation[], undoes?: number) {
    this.#undoes = undoes;
    for (const operation of operations) this.#know(operation);
  }

  /** Takes an event in; gives the resource's row when the event finished it. */
  take(event: ApplyEvent): Row | undefined {
    if ("operation" in event) return this.#takeOperation(event);
    if (event.kind !== "ready") return undefined;
    this.#verified.add(event.address);
    this.#note(event.address, `ready ${duration(event.milliseconds)}`);
    this.#change(event.address, { facts: handshakeFacts(event).join(", ") });
    return this.#finishWhenOver(event.address);
  }

  /** Rows that are not finished: those under way first, then those that wait, both in the order of the plan. */
  open(): readonly Row[] {
    const all = [...this.#rows.values()];
    const waiting = all.filter(({ phase }) => phase === "waiting").map((row) => ({ ...row, waitsFor: this.#waitsFor(row.address) }));
    return [...all.filter(({ phase }) => phase === "active"), ...waiting];
  }

  /** Columns of the longest address. */
  nameWidth(): number {
    return Math.max(0, ...[...this.#wanted.keys()].map((address) => address.length));
  }

  #takeOperation(event: OperationEvent): Row | undefined {
    const { address, type, wait, id } = event.operation;
    // What follows the failure of a resource, or its first skipped operation, adds nothing to its row.
    if (event.kind === "operation-skipped" && this.#wanted.has(address) && !this.#rows.has(address)) return undefined;
    this.#know(event.operation);
    switch (event.kind) {
      case "operation-started":
        this.#change(address, { phase: "active", activity: doing(type), since: event.time });
        return undefined;
      case "operation-progress":
        this.#change(address, { phase: "active", activity: event.message });
        return undefined;
      case "operation-note":
        this.#noted.add(id);
        this.#note(address, event.message);
        return undefined;
      case "operation-done":
        this.#over.add(id);
        // An operation that is waited for is told by its `ready`.
        if (wait === "ready") this.#change(address, { activity: "waiting until it is ready" });
        else if (!this.#noted.has(id)) this.#note(address, `${done(type)} ${duration(event.milliseconds)}`);
        return this.#finishWhenOver(address);
      case "operation-failed":
        return this.#finish(address, { phase: "failed", diagnostics: event.diagnostics, logTail: event.logTail });
      case "operation-skipped":
        return this.#finish(address, { phase: "skipped", activity: `not done: ${event.message}` });
    }
  }

  #know(operation: Operation): void {
    const known = this.#wanted.get(operation.address);
    if (known === undefined) this.#wanted.set(operation.address, [operation]);
    else if (!known.some(({ id }) => id === operation.id)) known.push(operation);
    if (!this.#rows.has(operation.address)) this.#change(operation.address, {});
  }

  #change(address: Address, news: Partial<Row>): Row {
    const row = { ...(this.#rows.get(address) ?? freshRow(address, this.#undoes)), ...news };
    this.#rows.set(address, row);
    return row;
  }

  #note(address: Address, text: string): void {
    this.#change(address, { notes: [...(this.#rows.get(address)?.notes ?? []), text] });
  }

  #finishWhenOver(address: Address): Row | undefined {
    const own = this.#wanted.get(address) ?? [];
    const verified = this.#verified.has(address) || own.every(({ wait }) => wait !== "ready");
    return verified && own.every(({ id }) => this.#over.has(id)) ? this.#finish(address, { phase: "done" }) : undefined;
  }

  #finish(address: Address, news: Partial<Row>): Row {
    const row = this.#change(address, news);
    this.#rows.delete(address);
    return row;
  }

  #waitsFor(address: Address): readonly Address[] {
    const needed = new Set((this.#wanted.get(address) ?? []).flatMap(({ deps }) => deps));
    return [...this.#rows.keys()].filter((other) => other !== address && (this.#wanted.get(other) ?? []).some(({ id }) => needed.has(id)));
  }
}

function freshRow(address: Address, undoes: number | undefined): Row {
  const row = {
    address,
    phase: "waiting",
    notes: [],
    activity: "",
    since: 0,
    facts: "",
    waitsFor: [],
    diagnostics: [],
    logTail: [],
  } as const;
  return undoes === undefined ? row : { ...row, undoes };
}
