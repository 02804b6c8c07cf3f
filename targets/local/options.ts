import * as z from "zod/mini";

/** `environments.<name>.options` of the local target. */
export const localOptionsSchema = z.strictObject({
  /** Address of the front door; otherwise `gateway.host`, which is 127.0.0.1 unless set. */
  host: z.optional(z.string({ checks: [z.minLength(1)] })),
  /** Port of the front door; otherwise `gateway.port`. 0 = 7420 or the next free one. */
  port: z.optional(z.int().check(z.minimum(0), z.maximum(65_535))),
  /** Most servers and services that start at the same time. */
  parallel: z._default(z.int().check(z.minimum(1), z.maximum(256)), 8),
  /** Logs of servers and services. */
  logs: z.prefault(
    z.strictObject({
      /** Size at which a log file is rotated. */
      maxBytes: z._default(z.int().check(z.minimum(4096)), 10 * 1024 * 1024),
      /** Log files kept per server, the current one included. */
      files: z._default(z.int().check(z.minimum(1), z.maximum(100)), 3),
    }),
    {},
  ),
});

export type LocalOptions = z.infer<typeof localOptionsSchema>;
