import { expect, it } from "vitest";
import { fieldName, fieldValue } from "../../../src/views/text/field-value.ts";

it("gives numbers the unit that their field has in the stack", () => {
  expect(fieldValue("resources.memoryBytes", 536_870_912)).toBe("512Mi");
  expect(fieldValue("resources.memoryBytes", 1000)).toBe("1000");
  expect(fieldValue("health.readiness.intervalMs", 90_000)).toBe("90s");
  expect(fieldValue("health.readiness.intervalMs", 1500)).toBe("1500ms");
  expect(fieldValue("resources.cpuMillis", 500)).toBe("500m");
  expect(fieldValue("resources.cpuMillis", 2000)).toBe("2");
  expect(fieldValue("scale.replicas", 3)).toBe("3");
  expect(fieldName("resources.memoryBytes")).toBe("resources.memory");
});

it("gives everything else as it is written", () => {
  expect(fieldValue("env.A", undefined)).toBe("not set");
  expect(fieldValue("env.A", "a\u001b")).toBe('"a\\u001b"');
  expect(fieldValue("args", ["a", { template: ["x-", { env: "B", default: "c" }, { data: "dir" }] }])).toBe(
    '["a","x-${env.B:-c}${data.dir}"]',
  );
  expect(fieldValue("env.A", { template: ["${literal}", { server: "a", output: "url" }] })).toBe('"$${literal}${server.a.url}"');
});
