import * as z from "zod/mini";
import { defaultIdleMs, defaultNginx, isAtLeast, oldestNginx } from "../../model/nginx.ts";
import { field, shared, typeNotes } from "./field.ts";
import { duration } from "./units.ts";

export const edgeNames = ["none", "gateway", "nginx", "gateway-api"] as const;

/** What stands in front of the servers, after normalisation. */
export interface Edge {
  readonly kind: (typeof edgeNames)[number];
  readonly nginx: { readonly version: string; readonly idle: number; readonly gateway: boolean };
}

/** Version of nginx, with two numbers or three. A text: the number 1.30 would be 1.3. */
const nginxVersion = () => {
  const schema = z
    .string({ checks: [z.regex(/^1\.\d{1,3}(?:\.\d{1,3})?$/)] })
    .check(z.refine((text) => isAtLeast(text, oldestNginx), { error: `is older than ${oldestNginx}, the oldest that mcpc writes for` }));
  typeNotes.add(schema, { name: "version of nginx", written: 'a text with two or three numbers, such as "1.26" or "1.29.6"' });
  return schema;
};

const nginxSchema = () =>
  z.strictObject({
    version: field(z._default(nginxVersion(), defaultNginx), "Version that reads the configuration; decides what can be written.", "1.26"),
    idle: field(z.prefault(duration(), "1h"), "How long a stream may be silent before it is ended.", "30m"),
    gateway: field(
      z._default(z.boolean(), false),
      "Everything goes through mcpc's gateway behind nginx, which does what nginx cannot.",
      true,
    ),
  });

export const edgeSchema = shared(() =>
  z.pipe(
    z.union([z.enum(edgeNames), z.strictObject({ nginx: field(nginxSchema(), "How nginx is written for.", { version: "1.26" }) })]),
    z.transform((written): Edge => {
      const defaults = { version: defaultNginx, idle: defaultIdleMs, gateway: false };
      return typeof written === "string" ? { kind: written, nginx: defaults } : { kind: "nginx", nginx: written.nginx };
    }),
  ),
);
