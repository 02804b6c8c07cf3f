import { z } from "zod";
import type { Change } from "../../src/engine/change.ts";
import { inputsOf } from "../../src/engine/inputs.ts";
import type { Operation } from "../../src/engine/operation.ts";
import type { ObservedResource, ResourceStatus } from "../../src/engine/resource.ts";
import type { ExecuteContext, LiveTarget, Readiness, Target } from "../../src/engine/target.ts";
import type { Address } from "../../src/model/address.ts";
import { type FakeStep, fakeOperations } from "./fake-operations.ts";

/** An environment in memory that outlives the process that changes it. */
export class FakeWorld {
  readonly things = new Map<Address, ObservedResource>();
  /** Things that are not ours. */
  foreign: string[] = [];
  /** Which of several such worlds this is. */
  where: string | undefined;
  /** What was executed, in order: `start server.a`. */
  readonly log: string[] = [];
  observations = 0;
  #version = 0;

  put(address: Address, parts: Partial<ObservedResource> = {}): void {
    this.things.set(address, { address, kind: "process", secrets: {}, status: "ready", version: String(++this.#version), ...parts });
  }

  change(address: Address, parts: Partial<ObservedResource>): void {
    const thing = this.things.get(address);
    if (thing !== undefined) this.things.set(address, { ...thing, version: String(++this.#version), ...parts });
  }
}

export interface FakeBehaviour {
  /** Called before an operation takes effect; what it throws is the operation's failure. */
  readonly onExecute?: (operation: Operation, context: ExecuteContext) => void | Promise<void>;
  /** Called after it took effect. */
  readonly afterExecute?: (operation: Operation) => void | Promise<void>;
  /** Answer to a readiness question; default: what the world says. */
  readonly probe?: (address: Address) => Readiness | undefined;
  /** Status of what was just started. */
  readonly startsAs?: ResourceStatus;
  /** Clears away what nobody can return to; without it there is nothing. */
  readonly tidy?: NonNullable<LiveTarget["tidy"]>;
}

const stepsByAction: Readonly<Record<Change["action"], readonly FakeStep[]>> = {
  "no-op": [],
  adopt: [],
  create: [
    { type: "install", timeoutMs: 60_000, early: true },
    { type: "start", timeoutMs: 10_000 },
  ],
  update: [{ type: "update", timeoutMs: 10_000 }],
  restart: [{ type: "restart", timeoutMs: 10_000 }],
  replace: [
    { type: "stop", timeoutMs: 10_000, destructive: true },
    { type: "start", timeoutMs: 10_000 },
  ],
  delete: [{ type: "remove", timeoutMs: 10_000, destructive: true }],
};

/** A target without a platform: its environment is a `FakeWorld`. */
export function fakeTarget(world: FakeWorld, behaviour: FakeBehaviour = {}): Target {
  const live: LiveTarget = {
    status: async () => ({ entries: [] }),
    async *logs() {},
    control: async () => undefined,
    endpoint: async () => undefined,
    observe: async () => {
      world.observations++;
      return {
        resources: [...world.things.values()],
        foreign: world.foreign,
        facts: {},
        ...(world.where !== undefined && { where: world.where }),
      };
    },
    expand: (changes) => fakeOperations(changes, ({ action }) => stepsByAction[action]),
    execute: async (operation, _host, context) => {
      await behaviour.onExecute?.(operation, context);
      take(world, operation, context, behaviour.startsAs ?? "ready");
      await behaviour.afterExecute?.(operation);
    },
    probe: async ({ address }) => behaviour.probe?.(address) ?? readinessOf(world.things.get(address)),
    ...(behaviour.tidy !== undefined && { tidy: behaviour.tidy }),
  };
  return {
    name: "fake",
    summary: "",
    options: z.object({}),
    capabilities: {},
    compile: () => ({ artifacts: [], resources: [], diagnostics: [] }),
    live,
  };
}

function take(
  world: FakeWorld,
  { type, address }: Operation,
  { resource, fingerprints, revision, resolve }: ExecuteContext,
  status: ResourceStatus,
) {
  world.log.push(`${type} ${address}`);
  if (type === "stop" || type === "remove") world.things.delete(address);
  if (resource === undefined || !["start", "update", "restart"].includes(type)) return;
  resource.secrets.map((secret) => resolve({ template: [{ secret }] }));
  const secrets = Object.fromEntries(inputsOf(resource).map((name) => [name, fingerprints[name] ?? ""]));
  const { kind, spec, specHash } = resource;
  world.put(address, { kind, spec, specHash, secrets, status, revision });
}

function readinessOf(thing: ObservedResource | undefined): Readiness {
  if (thing?.status === "ready") return { state: "ready", protocol: "2025-11-25", tools: 3 };
  return { state: thing?.status === "failed" ? "failed" : "waiting", message: thing?.message ?? "no handshake yet" };
}
