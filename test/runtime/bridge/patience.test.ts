import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Patience } from "../../../src/runtime/bridge/patience.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("tells of each that waits for longer, in its own time, and of none that was stopped", () => {
  const patience = new Patience(1000);
  const tired: string[] = [];
  patience.wait(() => tired.push("first"));
  vi.advanceTimersByTime(400);
  const stopped = patience.wait(() => tired.push("stopped"));
  patience.wait(() => tired.push("last"));
  vi.advanceTimersByTime(599);
  expect(tired).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(tired).toEqual(["first"]);
  patience.stop(stopped);
  vi.advanceTimersByTime(400);
  expect(tired).toEqual(["first", "last"]);
  expect(vi.getTimerCount()).toBe(0);
});
