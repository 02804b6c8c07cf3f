import * as z from "zod/mini";
import { field, shared } from "./field.ts";
import { absolutePath, filePath } from "./text.ts";

const mountSchema = () =>
  z.strictObject({
    source: field(filePath(), "File or folder of the machine, relative to the stack's folder.", "./config"),
    target: field(absolutePath(), "Where the server sees it.", "/etc/tasks"),
    readOnly: field(z._default(z.boolean(), true), "The server cannot write to it.", true),
  });

/** Asked-for departures from the safe default. */
export const securitySchema = shared(() =>
  z.strictObject({
    user: field(
      z.optional(z.string({ checks: [z.regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*(?::[A-Za-z0-9_][A-Za-z0-9_.-]*)?$/)] })),
      "User (and group) it runs as.",
      "1000:1000",
      {
        otherwise: "an unprivileged one",
      },
    ),
    privileged: field(z._default(z.boolean(), false), "All rights of the machine. Almost never needed.", false),
    readOnly: field(z._default(z.boolean(), true), "Its own file system cannot be written, its data can.", true),
    capabilities: field(
      z._default(z.array(z.string({ checks: [z.regex(/^(?:CAP_)?[A-Z][A-Z_]{2,40}$/)] })), []),
      "Linux capabilities it keeps; all others are dropped.",
      ["NET_BIND_SERVICE"],
    ),
    hostNetwork: field(z._default(z.boolean(), false), "Shares the machine's network.", false),
    mounts: field(z._default(z.array(z.lazy(mountSchema)), []), "Files and folders of the machine that it sees.", [
      { source: "./config", target: "/etc/tasks", readOnly: true },
    ]),
  }),
);
