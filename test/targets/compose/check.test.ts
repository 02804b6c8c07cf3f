import { expect, it } from "vitest";
import { createMemoryHost, type MemoryHostOptions } from "../../../src/host/memory-host.ts";
import { check } from "../../../targets/compose/check.ts";

const artifacts = [{ path: "compose.yaml", content: "name: team\n", mediaType: "application/yaml", sources: [] }];
const problems = async (commands: MemoryHostOptions["commands"] = {}) =>
  (await check(artifacts, createMemoryHost({ commands }))).map(({ code, message }) => `${code} ${message}`);

it("asks Docker Compose about the file as it will be written, without writing it", async () => {
  const asked: (string | undefined)[] = [];
  const commands: MemoryHostOptions["commands"] = {
    "docker compose version": { stdout: "2.26.1" },
    "docker compose --file - config": (command, { input }) => {
      asked.push(command.slice(4).join(" "), input);
      return { code: 15, stderr: "services.a must be a mapping\n" };
    },
  };
  expect(await problems(commands)).toEqual(["MCPC6122 Docker Compose refuses what mcpc writes: services.a must be a mapping"]);
  expect(asked).toEqual(["config --quiet --no-interpolate", "name: team\n"]);
});

it("has nothing to say where Docker or its plugin is missing, and where all is well", async () => {
  expect(await problems()).toEqual([]);
  expect(await problems({ "docker compose": { code: 1 } })).toEqual([]);
  expect(await problems({ "docker compose": {} })).toEqual([]);
});
