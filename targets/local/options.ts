import * as z from "zod/mini";

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
    .check(z.describe("Logs of servers and services.")),
});

export type LocalOptions = z.infer<typeof localOptionsSchema>;
