import { expect, it } from "vitest";
import type { TidyContext } from "../../src/engine/target.ts";
import { Environment } from "./environment.ts";
import { scope, wanted } from "./wanted.ts";

const [a, b] = [wanted("server.a"), wanted("server.b")];

/** An environment whose target tells what it may not remove: what each revision on record asks for. */
function environmentThat(answer: () => Promise<{ removed: string[]; left: { name: string; reason: string }[] }>) {
  const environment = new Environment();
  const kept: unknown[] = [];
  const tidy = async (_scope: unknown, _host: unknown, context: TidyContext) => {
    kept.push((await context.kept())?.map((resources) => resources.map(({ address }) => address).join(" ")));
    return answer();
  };
  environment.behaviour = { tidy };
  return { environment, kept, tidy };
}

const nothing = async () => ({ removed: [], left: [] });

it("has the target clear away after a revision was seen working, and tells what went and what stays", async () => {
  const { environment, kept } = environmentThat(async () => ({ removed: ["old:1"], left: [{ name: "old:2", reason: "in use" }] }));
  expect(await environment.apply([a])).toMatchObject({ outcome: "applied", stable: true, diagnostics: [] });
  expect(environment.told().at(-1)).toBe("tidied old:1 old:2: in use");
  await environment.apply([a, b]);
  expect(kept).toEqual([["server.a"], ["server.a", "server.a server.b"]]);
});

it("says nothing where there was nothing to clear away", async () => {
  const { environment } = environmentThat(nothing);
  await environment.apply([a]);
  expect(environment.told().at(-1)).toBe("ready server.a");
});

it("keeps what the revisions on record need, and no others", async () => {
  const { environment, kept } = environmentThat(nothing);
  for (let number = 1; number <= 22; number += 1) await environment.apply([wanted(`server.s${number}`)]);
  expect(kept.at(-1)).toEqual(Array.from({ length: 20 }, (_, index) => `server.s${index + 3}`));
});

it("clears nothing away after a failure, nor after what came back, nor where nothing was done", async () => {
  const { environment, kept, tidy } = environmentThat(nothing);
  await environment.apply([a]);
  environment.behaviour = { tidy, probe: (address) => (address === "server.b" ? { state: "failed", message: "exit 1" } : undefined) };
  expect(await environment.apply([a, b])).toMatchObject({ outcome: "rolled-back" });
  expect(await environment.apply([a])).toMatchObject({ outcome: "no-change" });
  expect(kept.length).toBe(1);
});

it("does not let an apply fail because of what could not be cleared away", async () => {
  const { environment } = environmentThat(() => Promise.reject(new Error("no answer")));
  expect(await environment.apply([a])).toMatchObject({ outcome: "applied", stable: true, diagnostics: [] });
  expect(environment.told().at(-1)).toBe("tidied what is not needed any more: no answer");
});

it("knows of nothing that may go where a record cannot be read", async () => {
  const { environment, kept } = environmentThat(nothing);
  await environment.apply([a]);
  await environment.host.writeFile(`${scope.stateDirectory}/revisions/000001.json`, "{");
  await environment.apply([b]);
  expect(kept.at(-1)).toBeUndefined();
});
