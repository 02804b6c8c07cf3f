import { expect, it } from "vitest";
import { createNodeHost } from "../../src/host/node-host.ts";
import { errorCode, systemReason } from "../../src/host/system-error.ts";

const failing = (code: unknown) => Object.assign(new Error("no"), { code });

it("tells the failures of the system in words, and leaves all others alone", () => {
  expect(["EACCES", "ENOSPC", "EROFS", "EFAULT"].map((code) => systemReason(failing(code)))).toEqual([
    "permission denied",
    "the disk is full",
    "the file system is read-only",
    "the system says EFAULT",
  ]);
  expect([new Error("no"), failing(7), "EACCES", undefined].map((error) => [errorCode(error), systemReason(error)])).toEqual(
    Array.from({ length: 4 }, () => [undefined, undefined]),
  );
});

it("knows what the real system throws", async () => {
  const error: unknown = await createNodeHost()
    .readFile("/")
    .catch((reason: unknown) => reason);
  expect(systemReason(error)).toBe("it is a folder");
});
