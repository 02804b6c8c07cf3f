import * as z from "zod";

/** `environments.<name>.options` of the local target. */
export const localOptionsSchema = z.strictObject({
  host: z.string().min(1).optional().describe("Address of the front door; otherwise `gateway.host`, which is 127.0.0.1 unless set."),
  port: z.int().min(0).max(65_535).optional().describe("Port of the front door; otherwise `gateway.port`. 0 = 7420 or the next free one."),
  parallel: z.int().min(1).max(256).default(8).describe("Most servers and services that start at the same time."),
  logs: z
    .strictObject({
      maxBytes: z
        .int()
        .min(4096)
        .default(10 * 1024 * 1024)
        .describe("Size at which a log file is rotated."),
      files: z.int().min(1).max(100).default(3).describe("Log files kept per server, the current one included."),
    })
    .prefault({})
    .describe("Logs of servers and services."),
});

export type LocalOptions = z.infer<typeof localOptionsSchema>;
