import { expect, it } from "vitest";
import { candidatePorts } from "../../../src/runtime/supervisor/open-front-door.ts";

it("tries the port asked for and no other", () => {
  expect(candidatePorts(9_000, 7_500)).toEqual([9_000]);
});

it("tries the port used last, then 7420 and two hundred more", () => {
  const ports = candidatePorts(0, 7_500);
  expect(ports.slice(0, 3)).toEqual([7_500, 7_420, 7_421]);
  expect(ports.at(-1)).toBe(7_620);
  expect(new Set(ports).size).toBe(201);
  expect(candidatePorts(0, undefined)[0]).toBe(7_420);
});
