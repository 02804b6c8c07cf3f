import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, it, onTestFinished } from "vitest";
import { cgroupLimits, claimCgroup, UnitCgroup } from "../../../../src/runtime/supervisor/limits/cgroup.ts";

/** A folder that looks like a mounted cgroup v2 with this process (and `others`) in `/slice`. */
function mounted({ controllers = "cpuset cpu io memory pids", others = [] as number[] } = {}): { mount: string; membership: string } {
  const mount = mkdtempSync(`${tmpdir()}/mcpc-cgroup-`);
  onTestFinished(() => rmSync(mount, { recursive: true, force: true }));
  mkdirSync(`${mount}/slice`);
  writeFileSync(`${mount}/slice/cgroup.controllers`, controllers);
  writeFileSync(`${mount}/slice/cgroup.subtree_control`, "");
  writeFileSync(`${mount}/slice/cgroup.procs`, [process.pid, ...others].join("\n"));
  writeFileSync(`${mount}/membership`, "1:name=systemd:/x\n0::/slice\n");
  return { mount, membership: `${mount}/membership` };
}

it("takes a delegated cgroup: moves itself into a leaf and turns the controllers on", () => {
  const { mount, membership } = mounted();
  expect(claimCgroup(mount, membership)).toEqual({ directory: `${mount}/slice` });
  expect(readFileSync(`${mount}/slice/mcpc-daemon/cgroup.procs`, "utf8")).toBe(String(process.pid));
  expect(readFileSync(`${mount}/slice/cgroup.subtree_control`, "utf8")).toBe("+cpu +memory +pids");
});

it.each([
  ["others live in it", mounted, { others: [1] }],
  ["a controller is missing", mounted, { controllers: "cpu memory" }],
])("leaves a cgroup alone where %s", (_why, make, how) => {
  const { mount, membership } = make(how);
  expect(claimCgroup(mount, membership)).toBeUndefined();
  expect(readFileSync(`${mount}/slice/cgroup.subtree_control`, "utf8")).toBe("");
});

it("does without where there is no cgroup v2", () => {
  expect(claimCgroup("/nonexistent", "/proc/self/cgroup")).toBeUndefined();
});

it("puts a process under the limits of its unit, and knows when memory ended it", () => {
  const { mount, membership } = mounted();
  const root = claimCgroup(mount, membership);
  const cgroup = root && UnitCgroup.enter(root, "memory", 4_242, { memoryBytes: 536_870_912, pids: 64, cpuMillis: 500 });
  const file = (name: string) => readFileSync(`${mount}/slice/unit-memory/${name}`, "utf8");
  expect([file("memory.max"), file("pids.max"), file("cpu.max"), file("cgroup.procs")]).toEqual([
    "536870912",
    "64",
    "50000 100000",
    "4242",
  ]);
  expect(cgroup?.killedForMemory).toBe(false);
  writeFileSync(`${mount}/slice/unit-memory/memory.events`, "low 0\noom 1\noom_kill 1\n");
  expect(cgroup?.killedForMemory).toBe(true);
});

it("writes only the limits that were asked for", () => {
  expect(cgroupLimits({})).toEqual({});
  expect(cgroupLimits({ cpuMillis: 1 })).toEqual({ "cpu.max": "1000 100000" });
});
