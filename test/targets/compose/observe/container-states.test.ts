import { expect, it } from "vitest";
import { type Inspected, readContainer } from "../../../../targets/compose/docker/container.ts";
import { containerHealth } from "../../../../targets/compose/observe/container-health.ts";
import { container, specOf } from "../fake-engine.ts";

type State = Partial<Inspected["state"]>;

const health = (Status: string, ...outputs: readonly string[]) => ({
  Status,
  Log: outputs.map((Output) => ({ ExitCode: Status === "healthy" ? 0 : 1, Output })),
});

it.for<[words: string, state: State, more: Partial<Inspected>]>([
  ["ready healthy", {}, {}],
  ["ready healthy", { Health: health("healthy") }, {}],
  ["progressing starting", { Health: health("starting") }, {}],
  ["failed unhealthy: GET /readyz answered 503", { Health: health("unhealthy", "x", "GET /readyz answered 503\n\n") }, {}],
  [
    "failed unhealthy: nobody answers",
    { Health: health("unhealthy", "error MCPC6301: nobody answers\n  hint: wait\n\n1 error · mcpc explain MCPC6301 shows an example\n") },
    {},
  ],
  ["progressing backoff: it exited with code 7", { Status: "restarting", ExitCode: 7 }, { restarts: 2 }],
  ["failed backoff: it exited with code 7", { Status: "restarting", ExitCode: 7 }, { restarts: 3 }],
  ["ready completed", { Status: "exited" }, { restart: { Name: "no", MaximumRetryCount: 0 } }],
  ["stopped stopped", { Status: "exited" }, {}],
  ["stopped stopped", { Status: "exited", ExitCode: 143 }, {}],
  ["stopped crashed: it exited with code 1", { Status: "exited", ExitCode: 1 }, {}],
  ["stopped crashed: it used more memory than it may", { Status: "exited", ExitCode: 137, OOMKilled: true }, {}],
  ["stopped paused: it is paused", { Status: "paused" }, {}],
  ["stopped stopped: it was never started", { Status: "created" }, {}],
  ["stopped stopped: driver failed", { Status: "created", Error: "driver failed" }, {}],
  ["failed crashed: the engine could not remove it", { Status: "dead" }, {}],
  ["failed crashed: somebody is removing it", { Status: "removing" }, {}],
])("calls it %s", ([words, state, more]) => {
  const one = container("server.tasks", 1, specOf(), more);
  const { status, state: shown, message } = containerHealth(readContainer({ ...one, state: { ...one.state, ...state } }));
  expect(`${status} ${shown}${message === undefined ? "" : `: ${message}`}`).toBe(words);
});
