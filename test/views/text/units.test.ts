import { expect, it } from "vitest";
import { age, bytes, count, duration, uptime } from "../../../src/views/text/units.ts";

it("gives durations with a unit that suits them", () => {
  expect([0, 49, 800, 59_940, 59_960, 125_000, 3_599_400, 3_599_600, 3_780_000].map(duration)).toEqual([
    "0.0 s",
    "0.0 s",
    "0.8 s",
    "59.9 s",
    "1 min 0 s",
    "2 min 5 s",
    "59 min 59 s",
    "1 h 0 min",
    "1 h 3 min",
  ]);
});

it("gives sizes in binary units", () => {
  expect([0, 812, 1023, 1024, 12_288, 64 * 1024 ** 2, 1.5 * 1024 ** 3, 5 * 1024 ** 5].map(bytes)).toEqual([
    "0 B",
    "812 B",
    "1023 B",
    "1 KiB",
    "12 KiB",
    "64 MiB",
    "1.5 GiB",
    "5120 TiB",
  ]);
});

it("gives ages in words and uptimes in a letter", () => {
  expect([-5, 9000, 59_000, 61_000, 7_200_000, 90_000_000].map(age)).toEqual([
    "a moment",
    "a moment",
    "59 seconds",
    "1 minute",
    "2 hours",
    "1 day",
  ]);
  expect([5, 250, 7300, 259_200].map(uptime)).toEqual(["5s", "4m", "2h", "3d"]);
});

it("counts in singular and plural", () => {
  expect([count(0, "server"), count(1, "server"), count(2, "entry", "entries")]).toEqual(["0 servers", "1 server", "2 entries"]);
});
