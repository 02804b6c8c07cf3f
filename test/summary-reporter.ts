import type { Reporter, TestModule } from "vitest/node";
import { lacking } from "./e2e/requirement.ts";

/** Ends a run with why tests were skipped, and one plain line that any log reader understands: `12 passed, 0 failed, 1 skipped`. */
export class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = { passed: 0, failed: errors.length, skipped: 0 };
    for (const module of modules) {
      const before = counts.failed;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "passed" || state === "failed" || state === "skipped") counts[state]++;
      }
      // A module that could not even be collected has no tests to count.
      if (!module.ok() && counts.failed === before) counts.failed++;
    }
    const reasons = counts.skipped === 0 ? [] : lacking().map((reason) => `skipped what needs it: ${reason}\n`);
    const summary = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`;
    // After the default reporter's own summary.
    setImmediate(() => process.stdout.write(`\n${reasons.join("")}${summary}`));
  }
}
