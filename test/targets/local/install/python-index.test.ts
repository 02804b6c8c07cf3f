import { expect, it } from "vitest";
import { createMemoryHost } from "../../../../src/host/memory-host.ts";
import { pythonIndex } from "../../../../targets/local/install/python-index.ts";

const pip = { pip: {}, "/usr/bin/pip config get global.index-url": { stdout: "https://user:token@pypi.example.com/simple\n" } };

it("passes pip's index on to uv, in the environment only", async () => {
  const host = createMemoryHost({ commands: pip });
  expect(await pythonIndex(host)).toEqual({ UV_DEFAULT_INDEX: "https://user:token@pypi.example.com/simple" });
  expect(host.writes).toEqual([]);
  expect(await pythonIndex(createMemoryHost({ env: { PIP_INDEX_URL: "https://a.example.com" } }))).toEqual({
    UV_DEFAULT_INDEX: "https://a.example.com",
  });
});

it("leaves uv's own settings alone", async () => {
  for (const name of ["UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX"]) {
    expect(await pythonIndex(createMemoryHost({ commands: pip, env: { [name]: "https://own.example.com" } }))).toEqual({});
  }
  const silent = { pip: {}, "/usr/bin/pip": { code: 1, stderr: "ERROR: No such key - global.index-url" } };
  expect(await pythonIndex(createMemoryHost({ commands: silent }))).toEqual({});
  expect(await pythonIndex(createMemoryHost())).toEqual({});
});
