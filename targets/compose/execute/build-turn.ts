import type { ReadOnlyHost } from "../../../src/host/host.ts";
import { askDocker } from "../docker/docker-command.ts";

/** The builder of older engines can take the whole engine down when two builds have steps in common. Source: moby issue 42414. */
const takesManySince = 23;

const takesMany = new WeakMap<ReadOnlyHost, Promise<boolean>>();
const last = new WeakMap<ReadOnlyHost, Promise<unknown>>();

/** Runs a build: at once where the engine takes many, else when those before it are through, however they ended. */
export async function inBuildTurn<T>(host: ReadOnlyHost, build: () => Promise<T>): Promise<T> {
  const many = takesMany.get(host) ?? askWhetherMany(host);
  takesMany.set(host, many);
  if (await many) return build();
  const turn = (last.get(host) ?? Promise.resolve()).then(build, build);
  last.set(host, turn);
  return turn;
}

async function askWhetherMany(host: ReadOnlyHost): Promise<boolean> {
  const version = await askDocker(["version", "--format", "{{.Server.Version}}"], { what: "ask for its version" }, host);
  const [major] = version.split(".");
  return Number(major) >= takesManySince;
}
