import { statSync } from "node:fs";
import { expect, it } from "vitest";
import { version } from "../../../src/model/version.ts";
import { runBundle } from "./bundle.ts";

it("is one file under two megabytes that tells its version and its commands", async () => {
  expect(statSync("dist/mcpc-runtime.mjs").size).toBeLessThan(2 * 1024 * 1024);
  expect(await runBundle("--version")).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  const { stdout } = await runBundle("--help");
  expect(stdout.match(/^ {2}(?:bridge|connect|gateway|probe) /gm)).toEqual(["  bridge ", "  gateway ", "  connect ", "  probe "]);
});

it("knows no stack, and says so", async () => {
  expect(await runBundle("probe", "memory")).toEqual({
    code: 1,
    stdout: "",
    stderr:
      "error MCPC6371: this is the runtime alone, which knows no stack\n  hint: give the URL of a server, and to the gateway a file with --config\n\n1 error · mcpc explain MCPC6371 shows an example\n",
  });
});
