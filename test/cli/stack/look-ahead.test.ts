import { expect, it } from "vitest";
import { lookAhead } from "../../../src/cli/stack/look-ahead.ts";
import { compile, createMemoryHost, type Scope, type Target } from "../../../src/index.ts";

const destination = (observe: () => Promise<never>) => ({
  target: { live: { observe } } as unknown as Target,
  scope: {} as Scope,
});

it("asks as soon as the destination is known, and only then", () => {
  let asked = 0;
  const ahead = lookAhead(createMemoryHost());
  expect(ahead.observing).toBeUndefined();
  ahead.onDestination(
    destination(() => {
      asked += 1;
      return new Promise(() => undefined);
    }),
  );
  expect(asked).toBe(1);
  expect(ahead.observing).toBeInstanceOf(Promise);
});

it("gives a failure to who waits for it, and bothers nobody else", async () => {
  const ahead = lookAhead(createMemoryHost());
  ahead.onDestination(destination(() => Promise.reject(new Error("nobody answers"))));
  await new Promise((resolve) => setImmediate(resolve));
  await expect(ahead.observing).rejects.toThrow("nobody answers");
});

it("learns the destination of a stack that compiles, and of none with an error before that", async () => {
  const known: string[] = [];
  const onDestination = ({ target, scope }: { readonly target: Target; readonly scope: Scope }) =>
    void known.push(`${scope.stack} ${scope.environment} ${target.name}`);
  const text = (target: string) => `apiVersion: mcpc/v1\nname: demo\nservers: {}\nenvironments: {dev: {target: ${target}}}\n`;
  const host = (target: string) => createMemoryHost({ cwd: "/w", files: { "/w/mcp.stack.yaml": text(target) } });
  await compile({ host: host("compose"), onDestination });
  await compile({ host: host("nowhere"), onDestination });
  expect(known).toEqual(["demo dev compose"]);
});

it("learns it before the stack is checked, and not where its options do not fit", async () => {
  const known: Scope[] = [];
  const onDestination = ({ scope }: { readonly scope: Scope }) => void known.push(scope);
  const compiled = (options: string, servers = "{}") => {
    const text = `apiVersion: mcpc/v1\nname: demo\nservers: ${servers}\nenvironments: {dev: {target: compose, options: ${options}}}\n`;
    return compile({ host: createMemoryHost({ cwd: "/w", files: { "/w/mcp.stack.yaml": text } }), onDestination });
  };
  expect((await compiled("{project: other}", "{tasks: {}}")).diagnostics).not.toEqual([]);
  expect(known).toMatchObject([{ stack: "demo", root: "/w", options: { project: "other", profiles: [] } }]);
  expect((await compiled("{project: 5}")).diagnostics).not.toEqual([]);
  expect((await compiled("5")).diagnostics).not.toEqual([]);
  expect(known).toHaveLength(1);
  expect((await compiled("{project: other}")).scope).toEqual(known[1]);
});
