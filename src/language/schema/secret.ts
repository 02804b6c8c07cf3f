import * as z from "zod/mini";
import { type ExclusiveKeys, exactlyOne } from "./exactly-one.ts";
import { field, shared } from "./field.ts";
import { plainCommandLine } from "./run.ts";
import { environmentName, filePath, label, name } from "./text.ts";

/** A secret comes from exactly one place. */
export const secretRules: ExclusiveKeys = { kinds: ["env", "file", "exec", "kubernetes", "docker"], belongs: {} };

const secretSourceSchema = shared(() =>
  exactlyOne(
    {
      env: field(z.optional(environmentName()), "Environment variable of whoever runs mcpc.", "PG_PASSWORD"),
      file: field(
        z.optional(filePath()),
        "File, relative to the stack's folder; one line break at its end is not part of the value.",
        "./secrets/pg-password",
      ),
      exec: field(z.optional(plainCommandLine()), "Program that prints the value; started without a shell.", ["pass", "show", "pg"]),
      kubernetes: field(
        z.optional(
          z.strictObject({
            name: field(label(), "Name of the Secret.", "pg"),
            key: field(label(), "Key in it.", "password"),
            namespace: field(z.optional(name()), "Another namespace than the stack's.", "shared"),
          }),
        ),
        "Key of a Kubernetes Secret that is already there.",
        { name: "pg", key: "password" },
      ),
      docker: field(z.optional(label()), "Docker secret that is already there.", "pg-password"),
    },
    secretRules,
  ),
);

/** A secret has a name here and a value elsewhere. */
export const secretSchema = shared(() =>
  z.strictObject({
    description: field(z.optional(label()), "What it opens.", "Password of the tasks database"),
    from: field(
      z.optional(secretSourceSchema()),
      "Where the value is fetched when the stack is applied. May be left to the environments.",
      {
        env: "PG_PASSWORD",
      },
    ),
  }),
);
