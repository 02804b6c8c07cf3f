import { defineConfig } from "vitest/config";
import { SummaryReporter } from "./test/summary-reporter.ts";

/** What others measure in their own time, or calls at a steady rate: run by themselves, after the rest. */
const timed = ["test/conformance/*.test.ts", "test/e2e/compose/{rolling,legacy-sessions}.test.ts", "test/e2e/nginx/traffic.test.ts"];

export default defineConfig({
  test: {
    // Most take milliseconds; on a build machine with two busy cores thousands of random stacks take a minute.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A test that expects nothing cannot fail.
    expect: { requireAssertions: true },
    // Only tests that mostly wait for processes of their own are marked as concurrent.
    maxConcurrency: 10,
    reporters: ["default", new SummaryReporter()],
    projects: [
      {
        extends: true,
        // Real servers, daemons and installs: more at once only makes them time out on a small machine.
        test: { name: "all", include: ["test/**/*.test.ts"], exclude: timed, maxWorkers: 4, sequence: { groupOrder: 0 } },
      },
      { extends: true, test: { name: "timed", include: timed, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
