import { expect, it } from "vitest";
import { addressesOf, serverNameOf } from "../../../src/cli/arguments/unit-names.ts";
import type { Model } from "../../../src/model/model.ts";

const units = (kind: "server" | "service", ...names: string[]) => names.map((name) => ({ name, address: `${kind}.${name}` }));
const model = { servers: units("server", "memory", "tasks"), services: units("service", "db") } as unknown as Model;

it("takes names and addresses, once each, and everything for no word", () => {
  expect(addressesOf([], model)).toEqual(["server.memory", "server.tasks", "service.db"]);
  expect(addressesOf(["db", "server.tasks", "tasks"], model)).toEqual(["service.db", "server.tasks"]);
  expect(serverNameOf("server.memory", model)).toBe("memory");
});

it("reports every word that names nothing", () => {
  expect(() => addressesOf(["memroy", "x"], model)).toThrow(
    'MCPC6355: the stack has no server or service "memroy"\nMCPC6355: the stack has no server or service "x"',
  );
  expect(() => serverNameOf("db", model)).toThrow('MCPC6355: the stack has no server or service "db"');
});
