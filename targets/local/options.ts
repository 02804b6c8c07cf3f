import * as z from "zod/mini";

const seconds = () => z.int().check(z.minimum(1), z.maximum(24 * 24 * 3600));

/** `environments.<name>.options` of the local target. */
export const localOptionsSchema = z.strictObject({
  host: z
    .optional(z.string({ checks: [z.minLength(1)] }))
    .check(z.describe("Address of the front door; otherwise `gateway.host`, which is 127.0.0.1 unless set.")),
  port: z
    .optional(z.int().check(z.minimum(0), z.maximum(65_535)))
    .check(z.describe("Port of the front door; otherwise `gateway.port`. 0 = 7420 or the next free one.")),
  parallel: z
    ._default(z.int().check(z.minimum(1), z.maximum(256)), 8)
    .check(z.describe("Most servers and services that start at the same time.")),
  logs: z
    .prefault(
      z.strictObject({
        maxBytes: z._default(z.int().check(z.minimum(4096)), 10 * 1024 * 1024).check(z.describe("Size at which a log file is rotated.")),
        files: z
          ._default(z.int().check(z.minimum(1), z.maximum(100)), 3)
          .check(z.describe("Log files kept per server, the current one included.")),
      }),
      {},
    )
    .check(z.describe("Logs of servers and services, and of the front door.")),
  sessions: z
    .prefault(
      z.strictObject({
        max: z
          ._default(z.int().check(z.minimum(1), z.maximum(10_000)), 64)
          .check(z.describe("Most sessions at a time, each with a process of its own.")),
        idleSeconds: z._default(seconds(), 30 * 60).check(z.describe("Seconds after which a session ends in which nothing passes.")),
        lifetimeSeconds: z._default(seconds(), 24 * 3600).check(z.describe("Seconds after which a session ends in any case.")),
      }),
      {},
    )
    .check(z.describe("Sessions of each stateful server on pipes.")),
});

export type LocalOptions = z.infer<typeof localOptionsSchema>;
