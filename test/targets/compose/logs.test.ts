import { expect, it } from "vitest";
import type { LogQuery } from "../../../src/engine/target.ts";
import type { Address } from "../../../src/model/address.ts";
import { logs } from "../../../targets/compose/logs.ts";
import { container, engineHost, scope, specOf } from "./fake-engine.ts";

const addresses: readonly Address[] = ["gateway", "platform.gateway", "platform.prometheus", "server.tasks", "server.time", "service.db"];

async function shown(query: Partial<LogQuery>): Promise<readonly string[]> {
  const containers = addresses.map((address) => container(address, 1, specOf()));
  const commands = { "/usr/bin/docker logs": (command: readonly string[]) => ({ stdout: `1970-01-01T00:00:00Z ${command.at(-1)}\n` }) };
  const host = engineHost({ containers }, [], { commands });
  const lines: string[] = [];
  for await (const { text } of logs(scope, host, { names: [], tail: 10, follow: false, signal: new AbortController().signal, ...query }))
    lines.push(text);
  return lines.map((text) => text.replace(/^team-staging-|-1-id$/g, "")).sort();
}

it("shows everything where nothing is named, and else what is", async () => {
  expect(await shown({})).toHaveLength(addresses.length);
  expect(await shown({ names: ["tasks", "db"] })).toEqual(["db", "tasks"]);
});

it("shows the front door alone, or beside what is named, with the gateway behind nginx", async () => {
  expect(await shown({ frontDoor: true })).toEqual(["mcpc-edge", "mcpc-gateway"]);
  expect(await shown({ names: ["tasks"], frontDoor: true })).toEqual(["mcpc-edge", "mcpc-gateway", "tasks"]);
});
