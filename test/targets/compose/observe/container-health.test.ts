import { expect, it } from "vitest";
import type { Container } from "../../../../targets/compose/docker/container.ts";
import { containerHealth } from "../../../../targets/compose/observe/container-health.ts";

function container(state: Partial<Container["state"]>, parts: { readonly restart?: string; readonly completes?: true } = {}): Container {
  const { restart = "unless-stopped", completes } = parts;
  const whole = { status: "running", exitCode: 0, error: "", outOfMemory: false, pid: 1, startedAt: "", ...state };
  return { state: whole, restarts: 0, settings: { restart }, spec: { ...(completes && { completes }) } } as unknown as Container;
}

it("waits for what has to complete until it has, and is content then", () => {
  const job = { restart: "on-failure", completes: true } as const;
  expect(containerHealth(container({ status: "running" }, job))).toMatchObject({
    status: "progressing",
    message: "it has not completed yet",
  });
  expect(containerHealth(container({ status: "exited" }, job))).toEqual({ status: "ready", state: "completed" });
  expect(containerHealth(container({ status: "exited", exitCode: 3 }, job))).toMatchObject({ status: "stopped", state: "crashed" });
});

it("is content with what ended well and is not to be started again, and not with what is to run on", () => {
  expect(containerHealth(container({ status: "exited" }, { restart: "no" })).status).toBe("ready");
  expect(containerHealth(container({ status: "exited" })).status).toBe("stopped");
});
