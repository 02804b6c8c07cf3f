import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { onTestFinished } from "vitest";
import { lacks } from "../requirement.ts";
import { Sandbox, type SandboxOptions } from "../sandbox.ts";

/** Why these tests cannot run here. */
export const lacksEngine: string | undefined = lacks("docker") ?? lacks("compose") ?? lacks("buildx") ?? lacks("images") ?? lacks("nginx");

export interface FoundContainer {
  readonly id: string;
  readonly name: string;
  /** `server.echo`. */
  readonly address: string;
  readonly state: string;
}

/** Base images that test/e2e/engines/up.sh makes, and any port: options of an environment whose target is compose. */
export const localImages = (nginx = "1.30"): string =>
  `images: {node: "mcpc-test/node:24", python: "mcpc-test/python:3", nginx: "mcpc-test/nginx:${nginx}"}`;

/** A sandbox whose stack has a name of its own on an engine that others use, too. Containers, networks, volumes and images of it go with it. */
export class EngineSandbox extends Sandbox {
  readonly name = `e2e-${randomBytes(4).toString("hex")}`;

  constructor(options: SandboxOptions = {}) {
    super(options);
    (options.onTestFinished ?? onTestFinished)(() => this.clear());
    const folder = resolve("test/e2e/fixtures");
    this.write({
      "echo/answers.mjs": readFileSync(`${folder}/answers.mjs`),
      "echo/misbehaves.mjs": readFileSync(`${folder}/misbehaves.mjs`),
    });
  }

  stateFolder(): string {
    return this.stateOf(this.name, "staging");
  }

  docker(...args: readonly string[]): string {
    return execFileSync("docker", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  }

  /** All containers of the stack, by name. */
  containers(): readonly FoundContainer[] {
    const format = '{{.ID}}\t{{.Names}}\t{{.Label "dev.mcpc.address"}}\t{{.State}}';
    const lines = this.docker("ps", "--all", "--no-trunc", ...this.#filters(), "--format", format)
      .split("\n")
      .filter(Boolean);
    const found = lines.map((line): FoundContainer => {
      const [id = "", name = "", address = "", state = ""] = line.split("\t");
      return { id, name, address, state };
    });
    return found.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  of(address: string): readonly FoundContainer[] {
    return this.containers().filter((container) => container.address === address);
  }

  networks(): readonly string[] {
    return this.docker("network", "ls", ...this.#filters(), "--format", "{{.Name}}")
      .split("\n")
      .filter(Boolean)
      .sort();
  }

  volumes(): readonly string[] {
    return this.docker("volume", "ls", ...this.#filters(), "--format", "{{.Name}}")
      .split("\n")
      .filter(Boolean)
      .sort();
  }

  #filters(): readonly string[] {
    return ["--filter", `label=dev.mcpc.stack=${this.name}`];
  }

  async clear(): Promise<void> {
    const quiet = (...args: readonly string[]) => spawnSync("docker", args, { stdio: "ignore" });
    const containers = this.containers().map(({ id }) => id);
    if (containers.length > 0) quiet("rm", "--force", "--volumes", ...containers);
    for (const network of this.networks()) quiet("network", "rm", network);
    for (const volume of this.volumes()) quiet("volume", "rm", "--force", volume);
    // By name: stacks of other tests have the same images under names of their own.
    const format = "{{.Repository}}:{{.Tag}}";
    const images = this.docker("image", "ls", "--format", format, "--filter", `reference=${this.name}-*`).split("\n").filter(Boolean);
    if (images.length > 0) quiet("image", "rm", ...images);
  }
}
