import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { Address } from "../../model/address.ts";
import { groupUsage } from "./limits/watchdog.ts";
import { readProcessTable } from "./process/process-table.ts";
import type { SupervisorEvent, UnitStart, UnitStatus } from "./protocol.ts";
import { Unit } from "./unit.ts";
import type { UnitContext } from "./unit-context.ts";

/** All units of one stack and environment. */
export class Supervisor {
  readonly #context: UnitContext;
  readonly #units = new Map<Address, Unit>();
  readonly #removals = new Map<Address, Promise<void>>();
  readonly #listeners = new Set<(event: SupervisorEvent) => void>();
  #shutDown: Promise<void> | undefined;

  constructor(context: UnitContext) {
    this.#context = context;
  }

  /** Starts a unit, or replaces the one of that address. */
  async put(start: UnitStart): Promise<void> {
    const { address, name } = start.unit;
    await this.#removals.get(address);
    if (this.#shutDown !== undefined) throw new DiagnosticError(diagnose("MCPC6215", {}));
    for (const other of this.#units.values()) {
      if (other.address === address || other.name !== name) continue;
      throw new DiagnosticError(diagnose("MCPC6214", { name, address, other: other.address }, { address }));
    }
    const unit = this.#units.get(address);
    if (unit !== undefined) return unit.replace(start);
    const added = new Unit(start, this.#context, (changed) => this.#tellState(changed));
    this.#units.set(address, added);
    added.start();
  }

  control(address: Address, verb: "start" | "stop" | "restart"): void {
    if (this.#shutDown !== undefined && verb !== "stop") throw new DiagnosticError(diagnose("MCPC6215", {}));
    this.#unit(address)[verb]();
  }

  /** Resolves when the unit is stopped and forgotten. */
  async remove(address: Address): Promise<void> {
    const underway = this.#removals.get(address);
    if (underway !== undefined) return underway;
    const unit = this.#unit(address);
    const removal = unit.remove().finally(() => {
      this.#removals.delete(address);
      if (this.#units.get(address) === unit) this.#units.delete(address);
      this.#tell({ kind: "removed", time: this.#context.clock.now(), address });
    });
    this.#removals.set(address, removal);
    return removal;
  }

  /** The present state of every unit, with its memory. One look at the process table for all of them. */
  status(): readonly UnitStatus[] {
    const usage = this.#units.size === 0 ? undefined : groupUsage(readProcessTable().values());
    return [...this.#units.values()].map((unit) => unit.status(unit.group === undefined ? undefined : usage?.get(unit.group)?.memoryBytes));
  }

  /** @throws DiagnosticError MCPC6211 */
  unitStatus(address: Address): UnitStatus {
    const unit = this.#unit(address);
    const usage = unit.group === undefined ? undefined : groupUsage(readProcessTable().values()).get(unit.group);
    return unit.status(usage?.memoryBytes);
  }

  /** Gives every unit's present state, then each change, until the function it returns is called. */
  subscribe(listener: (event: SupervisorEvent) => void): () => void {
    for (const unit of this.#units.values()) listener(this.#stateOf(unit));
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Stops all units at once. Resolves when nothing of them is left. */
  shutDown(): Promise<void> {
    this.#shutDown ??= Promise.allSettled([...this.#units.keys()].map((address) => this.remove(address))).then(() => {});
    return this.#shutDown;
  }

  #unit(address: Address): Unit {
    const unit = this.#units.get(address);
    if (unit === undefined) throw new DiagnosticError(diagnose("MCPC6211", { address }, { address }));
    return unit;
  }

  #stateOf(unit: Unit): SupervisorEvent {
    return { kind: "state", time: this.#context.clock.now(), unit: unit.status() };
  }

  #tellState(unit: Unit): void {
    if (this.#listeners.size > 0) this.#tell(this.#stateOf(unit));
  }

  #tell(event: SupervisorEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
