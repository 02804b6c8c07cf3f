import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Operation } from "../../../src/engine/operation.ts";
import { reconcile } from "../../../src/engine/reconcile.ts";
import type { DesiredResource } from "../../../src/engine/resource.ts";
import type { Scope } from "../../../src/engine/scope.ts";
import type { ExecuteContext, LiveTarget, Readiness } from "../../../src/engine/target.ts";
import type { Host } from "../../../src/host/host.ts";
import { createNodeHost } from "../../../src/host/node-host.ts";
import type { Address } from "../../../src/model/address.ts";
import { digestText, fingerprintSecret } from "../../../src/model/digest.ts";
import { renderValue } from "../../../src/model/value.ts";
import { local } from "../../../targets/local/target.ts";

const { live } = local;
if (live === undefined) throw new Error("the local target is live");
export const liveTarget: LiveTarget = live;

/** Packages are downloaded once for all tests on one machine. */
export const sharedCache = join(tmpdir(), "mcpc-test-cache", "mcpc");

export interface Applied {
  readonly operations: readonly Operation[];
  readonly notes: readonly string[];
  readonly readiness: Readonly<Record<string, Readiness>>;
}

/** One environment on this machine; its supervisor is ended and its folder removed when the test ends, also when it fails. */
export class TestEnvironment {
  readonly folder = mkdtempSync(join(tmpdir(), "mcpc-local-"));
  readonly host: Host;
  readonly scope: Scope;
  readonly secrets: Record<string, string> = {};
  #inventory: readonly Address[] = [];
  #revision = 0;

  constructor(options: { readonly env?: Readonly<Record<string, string>>; readonly cache?: string } = {}) {
    mkdirSync(join(this.folder, "stack"));
    const { HOME, PATH } = process.env;
    this.host = createNodeHost({ env: { ...process.env, HOME, PATH, ...options.env } });
    this.scope = {
      stack: "team",
      environment: "dev",
      target: "local",
      root: join(this.folder, "stack"),
      stateDirectory: join(this.folder, "state"),
      cacheDirectory: options.cache ?? sharedCache,
      options: {},
    };
    mkdirSync(this.scope.stateDirectory, { mode: 0o700 });
    onTestFinished(() => this.close());
  }

  /** Observes, reconciles, expands and executes one operation after the other, waiting as each says. */
  async apply(desired: readonly DesiredResource[], { destroyData = false } = {}): Promise<Applied> {
    this.#revision++;
    const snapshot = await liveTarget.observe(this.scope, this.host);
    const { changes } = reconcile({
      mode: destroyData ? "destroy" : "apply",
      desired,
      snapshot,
      inventory: this.#inventory,
      fingerprints: this.#fingerprints(),
      request: { ignore: [], restart: [], destroyData } as never,
    });
    const operations = liveTarget.expand(changes, desired, snapshot);
    const notes: string[] = [];
    const readiness: Record<string, Readiness> = {};
    for (const operation of operations) {
      const resource = desired.find(({ address }) => address === operation.address);
      const context: ExecuteContext = {
        scope: this.scope,
        revision: this.#revision,
        ...(resource !== undefined && { resource }),
        snapshot,
        resolve: (value) => renderValue(value, (reference) => this.#resolve(reference)),
        fingerprints: this.#fingerprints(),
        emit: ({ message }) => notes.push(message),
        signal: AbortSignal.timeout(operation.timeoutMs),
      };
      await liveTarget.execute(operation, this.host, context);
      if (operation.wait === "ready" && resource !== undefined) readiness[operation.address] = await this.wait(resource);
    }
    this.#inventory = desired.map(({ address }) => address);
    return { operations, notes, readiness };
  }

  /** What the names of this environment's containers end in. */
  get mark(): string {
    return digestText(this.scope.stateDirectory).slice("sha256:".length, "sha256:".length + 8);
  }

  async wait(resource: DesiredResource): Promise<Readiness> {
    for (;;) {
      const readiness = await liveTarget.probe(resource, this.scope, this.host);
      if (readiness.state !== "waiting") return readiness;
      await this.host.sleep(50);
    }
  }

  #fingerprints(): Record<string, string> {
    const key = new Uint8Array(32);
    return Object.fromEntries(Object.entries(this.secrets).map(([name, value]) => [name, fingerprintSecret(key, value)]));
  }

  #resolve(reference: object): string {
    if ("secret" in reference) return this.secrets[String(reference.secret)] ?? "";
    if ("env" in reference) return this.host.env(String(reference.env)) ?? "";
    throw new Error(`the target asked the engine for ${JSON.stringify(reference)}`);
  }

  async close(): Promise<void> {
    await this.apply([]);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The operations as one readable line each. */
export function operationLines(operations: readonly Operation[]): readonly string[] {
  return operations.map(({ id, type, address, deps, wait }) => {
    return `${id} ${type} ${address}${deps.length > 0 ? ` after ${deps.join(",")}` : ""}${wait === "none" ? "" : ` until ${wait}`}`;
  });
}
