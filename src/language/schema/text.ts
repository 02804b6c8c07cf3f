import * as z from "zod/mini";
import { problemOfPattern } from "../pattern/fits-pattern.ts";
import { shared, typeNotes } from "./field.ts";

/** Keys that every JavaScript object already answers to; as a name they would only cause trouble. */
const reservedNames = new Set(["constructor", "prototype"]);

/** DNS label (RFC 1123): usable as host name, container name, unit name and Kubernetes object name alike. */
export const namePattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Name of a stack, server, service, secret, variable or environment. */
export const name = shared(() =>
  typed(
    z.string({ checks: [z.regex(namePattern), z.refine((text) => !reservedNames.has(text), { error: "is reserved" })] }),
    "name",
    'small letters, digits and "-", at most 63, such as "pg-password"',
  ),
);

/** Name of an environment variable (POSIX: letters, digits and underscore). */
export const environmentName = shared(() =>
  typed(
    z.string({ checks: [z.maxLength(255), z.regex(/^[A-Za-z_][A-Za-z0-9_]*$/)] }),
    "environment variable name",
    'letters, digits and "_", such as "PG_PASSWORD"',
  ),
);

/** TCP port a program may listen on. */
export const port = shared(() => typed(z.int().check(z.minimum(1), z.maximum(65_535)), "port", "a whole number from 1 to 65535"));

/** Path of a URL: starts with `/`, no query, no spaces. */
export const urlPath = shared(() =>
  typed(
    z.string({ checks: [z.maxLength(1024), z.regex(/^\/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*$/)] }),
    "path",
    'a path that starts with "/", such as "/health"',
  ),
);

/** Path of a file or folder, relative to the stack's folder or absolute. No NUL, no line break. */
export const filePath = shared(() =>
  typed(z.string({ checks: [z.maxLength(4096), z.regex(/^[^\0\r\n]+$/)] }), "file path", 'a path such as "./servers/tasks"'),
);

/** Path inside a container or on the machine that must not depend on a folder. */
export const absolutePath = shared(() =>
  typed(
    z.string({ checks: [z.maxLength(4096), z.regex(/^\/[^\0\r\n]*$/)] }),
    "absolute path",
    'a path that starts with "/", such as "/data"',
  ),
);

/** Address of something on the web. */
export const httpUrl = shared(() =>
  typed(
    z.string({ checks: [z.regex(/^https?:\/\/[^\s/?#]+(?:[/?#]\S*)?$/)] }),
    "URL",
    'a complete address with http:// or https://, such as "https://api.example.com"',
  ),
);

/** Host name, IP address or wildcard such as `*.example.com`, without port. */
export const hostName = shared(() =>
  typed(
    z.string({
      checks: [
        z.regex(
          /^(?:\*\.)?(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$|^\[[0-9a-fA-F:.]+\]$/,
        ),
      ],
    }),
    "host name",
    'a host name without port, such as "mcp.example.com"',
  ),
);

/** Address to listen on. */
export const listenAddress = shared(() =>
  typed(
    z.string({ checks: [z.regex(/^(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*)$/)] }),
    "listening address",
    'an IP address or "localhost", such as "127.0.0.1"',
  ),
);

/** JSON pointer (RFC 6901). */
export const jsonPointer = shared(() =>
  typed(
    z.string({ checks: [z.regex(/^(?:\/(?:[^/~]|~[01])*)+$/)] }),
    "JSON pointer",
    'a JSON pointer such as "/servers/tasks/resources/memory"',
  ),
);

/** Regular expression in JavaScript's syntax. */
export const regularExpression = shared(() =>
  typed(
    z.string({ checks: [z.minLength(1), z.refine(isRegularExpression, { error: "is not a regular expression" })] }),
    "regular expression",
    'a regular expression such as "remember (that|my)"',
  ),
);

/** The same, of the kind that is checked in a time that grows with the text and no faster: values come from anywhere. */
export const boundedExpression = shared(() =>
  typed(
    z.string().check(
      z.minLength(1),
      z.check<string>(({ value, issues }) => {
        const problem = problemOfPattern(value);
        if (problem !== undefined) issues.push({ code: "custom", input: value, message: problem });
      }),
    ),
    "regular expression",
    'a regular expression such as "[a-z]+"',
  ),
);

/** Text that says something: not empty, no control characters but line breaks and tabs. */
export const label = shared(() => z.string({ checks: [z.regex(/^[^\0-\x08\x0b\x0c\x0e-\x1f]+$/)] }));

function isRegularExpression(text: string): boolean {
  try {
    new RegExp(text, "u");
    return true;
  } catch {
    return false;
  }
}

function typed<S extends z.core.$ZodType>(schema: S, typeName: string, written: string): S {
  typeNotes.add(schema, { name: typeName, written });
  return schema;
}
