import { expect, it } from "vitest";
import { createMemoryHost } from "../../../../src/host/memory-host.ts";
import { inBuildTurn } from "../../../../targets/compose/execute/build-turn.ts";

/** Starts three builds on an engine, the first of which fails; gives what happened in its order, and what came of them. */
async function threeBuilds(version: string) {
  let asked = 0;
  const answer = () => {
    asked++;
    return { stdout: `${version}\n` };
  };
  const host = createMemoryHost({ commands: { docker: {}, "/usr/bin/docker version": answer } });
  const happened: string[] = [];
  const build = (name: string, fails = false) =>
    inBuildTurn(host, async () => {
      happened.push(`${name} begins`);
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
      happened.push(`${name} ends`);
      if (fails) throw new Error(`${name} fails`);
      return name;
    });
  const ends = await Promise.allSettled([build("a", true), build("b"), build("c")]);
  return { asked, happened, ends: ends.map((end) => (end.status === "fulfilled" ? end.value : String(end.reason))) };
}

it("builds one image after the other on an old engine, also after one that failed", async () => {
  const { asked, happened, ends } = await threeBuilds("20.10.24+dfsg1");
  expect(happened).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
  expect(ends).toEqual(["Error: a fails", "b", "c"]);
  expect(asked).toBe(1);
});

it("builds at once what a newer engine takes", async () => {
  const { asked, happened, ends } = await threeBuilds("28.2.2");
  expect(happened.slice(0, 3)).toEqual(["a begins", "b begins", "c begins"]);
  expect(ends).toEqual(["Error: a fails", "b", "c"]);
  expect(asked).toBe(1);
});
