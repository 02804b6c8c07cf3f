import { type ApplyOptions, applyPlan } from "../../src/engine/apply-plan.ts";
import type { ApplyEvent, ApplyResult } from "../../src/engine/events.ts";
import { type MakePlanInput, type MakePlanOptions, makePlan } from "../../src/engine/make-plan.ts";
import type { Plan } from "../../src/engine/plan.ts";
import type { DesiredResource } from "../../src/engine/resource.ts";
import type { Host } from "../../src/host/host.ts";
import { createMemoryHost, type MemoryHost, type MemoryHostOptions } from "../../src/host/memory-host.ts";
import type { Secret } from "../../src/model/secret.ts";
import { type FakeBehaviour, FakeWorld, fakeTarget } from "./fake-target.ts";
import { scope } from "./wanted.ts";

/** A machine, an environment and mcpc's engine between them. Planning and applying go on with what the last step left. */
export class Environment {
  readonly world = new FakeWorld();
  readonly events: ApplyEvent[] = [];
  behaviour: FakeBehaviour = {};
  secrets: readonly Secret[] = [];
  host: MemoryHost;

  constructor(options: MemoryHostOptions = {}) {
    this.host = createMemoryHost({ now: 1_700_000_000_000, processes: { 4242: "1" }, ...options });
  }

  plan(desired: readonly DesiredResource[], options: MakePlanOptions & Partial<MakePlanInput> = {}): Promise<Plan> {
    const { allowEmpty, restart, destroyData, ...input } = options;
    return makePlan(
      {
        mode: "apply",
        scope,
        target: fakeTarget(this.world, this.behaviour),
        desired,
        secrets: this.secrets,
        artifacts: [],
        inputDigest: "sha256:input",
        artifactDigest: "sha256:artifacts",
        diagnostics: [],
        ...input,
      },
      this.host,
      { ...(allowEmpty !== undefined && { allowEmpty }), ...(restart && { restart }), ...(destroyData && { destroyData }) },
    );
  }

  carryOut(plan: Plan, options: ApplyOptions = {}, host: Host = this.host): Promise<ApplyResult> {
    this.events.length = 0;
    return applyPlan(plan, fakeTarget(this.world, this.behaviour), host, { onEvent: (event) => this.events.push(event), ...options });
  }

  async apply(desired: readonly DesiredResource[], options: ApplyOptions & MakePlanOptions = {}): Promise<ApplyResult> {
    return this.carryOut(await this.plan(desired, options), options);
  }

  /** The same disk and environment under a new process, as after a crash or on another day. */
  restart(options: MemoryHostOptions = {}): void {
    const pid = this.host.process.pid + 1;
    this.host = createMemoryHost({
      now: this.host.now() + 1000,
      files: Object.fromEntries(this.host.files),
      pid,
      processes: { [pid]: "1" },
      ...options,
    });
  }

  /** A file of the state, parsed. */
  state(name: string): unknown {
    const text = this.host.text(`${scope.stateDirectory}/${name}`);
    return text === undefined ? undefined : JSON.parse(text);
  }

  /** Events without times: `ready server.a`. */
  told(): readonly string[] {
    return this.events.map((event) => {
      if ("operation" in event)
        return `${event.kind} ${event.operation.type} ${event.operation.address}${"message" in event ? `: ${event.message}` : ""}`;
      if (event.kind === "tidied")
        return [event.kind, ...event.removed, ...event.left.map(({ name, reason }) => `${name}: ${reason}`)].join(" ");
      return "address" in event ? `${event.kind} ${event.address}` : `${event.kind} ${event.revision}`;
    });
  }
}

/** `MCPC6010 secret "x" cannot be read` of everything that was reported. */
export function codes(result: { readonly diagnostics: readonly { readonly code: string; readonly message: string }[] }): readonly string[] {
  return result.diagnostics.map(({ code, message }) => `${code} ${message}`);
}
