import { expect, it } from "vitest";
import { createMemoryHost, type MemoryHostOptions } from "../../../../src/host/memory-host.ts";
import { readContainer } from "../../../../targets/compose/docker/container.ts";
import { memoryUse } from "../../../../targets/compose/observe/memory-use.ts";
import { container, specOf } from "../fake-engine.ts";

const one = readContainer(container("server.tasks", 1, specOf(), { id: "c0ffee" }));

const use = (files: Record<string, string>, more: MemoryHostOptions = {}) => memoryUse(one, createMemoryHost({ files, ...more }));

const unified = {
  "/proc/101/cgroup": "0::/system.slice/docker-c0ffee.scope\n",
  "/sys/fs/cgroup/system.slice/docker-c0ffee.scope/memory.current": "5000\n",
  "/sys/fs/cgroup/system.slice/docker-c0ffee.scope/memory.stat": "anon 4000\ninactive_file 1000\n",
};

it("counts as docker stats does where there is one hierarchy of groups", async () => {
  expect(await use(unified)).toBe(4000);
});

it("counts as docker stats does where memory has a hierarchy of its own", async () => {
  const files = {
    "/proc/101/cgroup": "9:name=systemd:/docker/c0ffee\n4:cpuset,memory:/docker/c0ffee\n0::/docker/c0ffee\n",
    "/sys/fs/cgroup/memory/docker/c0ffee/memory.usage_in_bytes": "7000\n",
    "/sys/fs/cgroup/memory/docker/c0ffee/memory.stat": "inactive_file 1\ntotal_inactive_file 3000\n",
  };
  expect(await use(files)).toBe(4000);
});

it("does not take a process of this machine for one of a container that only has the same number elsewhere", async () => {
  const files = {
    ...unified,
    "/proc/101/cgroup": "0::/user.slice/session-1.scope\n",
    "/sys/fs/cgroup/user.slice/session-1.scope/memory.current": "5000\n",
  };
  expect(await use(files)).toBeUndefined();
});

it.each<Record<string, string>>([{ DOCKER_HOST: "ssh://somewhere" }, { DOCKER_HOST: "tcp://10.0.0.1:2375" }, { DOCKER_CONTEXT: "far" }])(
  "knows nothing of an engine elsewhere: %j",
  async (env) => {
    expect(await use(unified, { env })).toBeUndefined();
  },
);

it("knows nothing of what does not run, or may not be read", async () => {
  const stopped = readContainer(container("server.tasks", 1, specOf(), { id: "c0ffee" }));
  expect(
    await memoryUse({ ...stopped, state: { ...stopped.state, status: "exited" } }, createMemoryHost({ files: unified })),
  ).toBeUndefined();
  expect(await use({ "/proc/101/cgroup": unified["/proc/101/cgroup"] })).toBeUndefined();
});
