import { spawnSync } from "node:child_process";

export interface NginxProgram {
  readonly program: string;
  /** Its first two numbers, such as `1.26`. */
  readonly version: string;
}

/** Every nginx the tests are given: those that MCPC_NGINX lists (`A:B:C`), else the one on PATH. */
const found: readonly NginxProgram[] = (process.env.MCPC_NGINX ?? "nginx").split(":").flatMap((program) => {
  const { stderr, status } = spawnSync(program, ["-v"], { encoding: "utf8" });
  const version = /nginx\/(\d+\.\d+)/.exec(stderr ?? "")?.[1];
  return status === 0 && version !== undefined ? [{ program, version }] : [];
});

/** Where there is none, one that cannot be started: its tests are shown, as skipped. */
export const nginxPrograms: readonly NginxProgram[] = found.length > 0 ? found : [{ program: "nginx", version: "of any version" }];

/** One that has everything, for what does not differ between versions. */
export function newestNginx(): NginxProgram {
  const newest = found.toSorted((a, b) => Number(a.version.split(".")[1]) - Number(b.version.split(".")[1])).at(-1);
  if (newest === undefined) throw new Error("there is no nginx");
  return newest;
}
