import { defineConfig } from "vitest/config";
import { SummaryReporter } from "./test/summary-reporter.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Most take milliseconds; on a build machine with two busy cores thousands of random stacks take a minute.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Real servers, daemons and installs: more at once only makes them time out on a small machine.
    maxWorkers: 4,
    // Only tests that mostly wait for processes of their own are marked as concurrent.
    maxConcurrency: 10,
    reporters: ["default", new SummaryReporter()],
  },
});
