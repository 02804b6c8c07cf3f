import * as z from "zod/mini";

const path = () => z.string({ checks: [z.regex(/^\/[^\0-\x1f\x7f$"'\\;{}]*$/)] });
const address = () => z.string({ checks: [z.regex(/^(?:[A-Za-z0-9.-]+|\[[0-9a-fA-F:.]+\]):\d{1,5}$/)] });

/** `environments.<name>.options` of the nginx target. */
export const nginxOptionsSchema = z.strictObject({
  program: z.optional(z.string({ checks: [z.minLength(1)] })).check(z.describe("nginx itself; otherwise the one on PATH or in /usr/sbin.")),
  configuration: z.optional(path()).check(z.describe("Main configuration file (`nginx -c`); otherwise the one nginx was built with.")),
  prefix: z.optional(path()).check(z.describe("Folder of relative paths (`nginx -p`); otherwise the one nginx was built with.")),
  directory: z
    ._default(path(), "/etc/nginx/conf.d")
    .check(z.describe("Folder whose `*.conf` files nginx includes inside `http {}`; one file of the stack is put there.")),
  reload: z
    .optional(z.array(z.string()).check(z.minLength(1)))
    .check(z.describe("Program and arguments that make nginx read its configuration again; otherwise `nginx -s reload`.")),
  logs: z._default(path(), "/var/log/nginx").check(z.describe("Folder of the access log and the error log.")),
  authorities: z
    ._default(path(), "/etc/ssl/certs/ca-certificates.crt")
    .check(z.describe("Certificate authorities (PEM) that vouch for servers at https addresses.")),
  upstreams: z
    ._default(z.record(z.string(), z.array(address()).check(z.minLength(1))), {})
    .check(z.describe("Where a server listens, one `HOST:PORT` per replica; otherwise at its port on 127.0.0.1.")),
  hostHeader: z
    ._default(z.enum(["client", "own"]), "client")
    .check(z.describe("Which Host header servers get: the client's, or their own address, for those that refuse other names.")),
});

export type NginxOptions = z.infer<typeof nginxOptionsSchema>;
