import { define } from "../definition.ts";

export interface At {
  /** Path of the place, such as `servers.tasks.port`. */
  readonly where: string;
}

/** 2xxx: the document does not have the shape of a stack. */
export const schemaDiagnostics = {
  MCPC2001: define<At & { expected: string; actual: string; hint?: string }>({
    severity: "error",
    title: "wrong type",
    message: ({ where, expected, actual }) => `${where} must be ${expected}, not ${actual}`,
    hint: ({ hint }) => hint,
    page: {
      why: "A value of another type would be converted by guessing.",
      wrong: "servers:\n  tasks:\n    run: {npm: tasks@1.0.0}\n    tags: internal\n",
      right: "servers:\n  tasks:\n    run: {npm: tasks@1.0.0}\n    tags: [internal]\n",
    },
  }),
  MCPC2002: define<{ key: string; where: string; example?: string }>({
    severity: "error",
    title: "missing key",
    message: ({ key, where }) => `"${key}" is missing in ${where}`,
    hint: ({ key, example }) => (example === undefined ? undefined : `for example ${key}: ${example}`),
    page: {
      why: "Without it there is nothing to compile.",
      wrong: "apiVersion: mcpc/v1\nservers: {}\n",
      right: "apiVersion: mcpc/v1\nname: team-tools\nservers: {}\n",
    },
  }),
  MCPC2003: define<At & { kinds: readonly string[]; present: readonly string[] }>({
    severity: "error",
    title: "exactly one of several keys",
    message: ({ where, kinds, present }) =>
      `${where} needs exactly one of ${kinds.join(", ")}${present.length === 0 ? "" : `, and has ${present.join(" and ")}`}`,
    // In a Compose file `command` stands beside `image`.
    hint: ({ present }) =>
      present.includes("image") && present.includes("command") ? "what an image is started with stands in args, beside image" : undefined,
    page: {
      why: "They are different ways to the same thing; with two of them nobody could tell which counts.",
      wrong: "servers:\n  tasks:\n    run: {npm: tasks@1.0.0, image: tasks:1.0.0}\n",
      right: "servers:\n  tasks:\n    run: {npm: tasks@1.0.0}\n",
    },
  }),
  MCPC2004: define<At & { key: string; nearest?: string; known: readonly string[] }>({
    severity: "error",
    title: "unknown key",
    message: ({ key, where }) => `unknown key "${key}" in ${where}`,
    hint: ({ nearest, known }) => {
      return nearest !== undefined || known.length === 0 ? undefined : `known here: ${known.join(", ")}`;
    },
    page: {
      why: "A key that is skipped in silence is a setting that somebody believes in and that does nothing.",
      wrong: "servers:\n  tasks:\n    scale: {replica: 3}\n",
      right: "servers:\n  tasks:\n    scale: {replicas: 3}\n",
    },
  }),
  MCPC2005: define<At & { key: string; kinds: readonly string[]; present: string }>({
    severity: "error",
    title: "key that does not go with another",
    message: ({ where, key, kinds, present }) => `"${key}" in ${where} goes with ${kinds.join(" or ")}, not with ${present}`,
    page: {
      why: "It would have no effect.",
      wrong: "servers:\n  tasks:\n    run: {npm: tasks@1.0.0, python: '3.12'}\n",
      right: "servers:\n  tasks:\n    run: {pypi: tasks==1.0.0, python: '3.12'}\n",
    },
  }),
  MCPC2006: define<At & { value: string; allowed: readonly string[] }>({
    severity: "error",
    title: "value that is not one of the known",
    message: ({ where, value, allowed }) =>
      allowed.length === 1
        ? `${where} must be ${allowed[0]}, not ${value}`
        : `${where} cannot be ${value}; it is one of ${allowed.join(", ")}`,
    page: {
      why: "Only these values have a meaning.",
      wrong: "servers:\n  tasks:\n    transport: htp\n",
      right: "servers:\n  tasks:\n    transport: http\n",
    },
  }),
  MCPC2007: define<At & { /** With its article: `a duration`. */ type: string; written: string; value: string; example?: string }>({
    severity: "error",
    title: "value without its unit or form",
    message: ({ where, type, value }) => `${where} must be ${type}, not ${value}`,
    hint: ({ type, written, example }) => (example === undefined ? `${type} is written as ${written}` : undefined),
    page: {
      why: "A bare number means seconds to one reader and milliseconds to another; a value in another form means nothing at all.",
      wrong: "servers:\n  tasks:\n    limits: {timeout: 60}\n",
      right: "servers:\n  tasks:\n    limits: {timeout: 60s}\n",
    },
  }),
  MCPC2008: define<At & { reason: string }>({
    severity: "error",
    title: "value out of bounds",
    message: ({ where, reason }) => `${where} ${reason}`,
    page: {
      why: "No target could do what such a value asks for.",
      wrong: "servers:\n  tasks:\n    scale: {min: 5, max: 3}\n",
      right: "servers:\n  tasks:\n    scale: {min: 3, max: 5}\n",
    },
  }),
  MCPC2009: define<{ name: string; where: string; nearest?: string }>({
    severity: "error",
    title: "name that cannot be used",
    message: ({ name, where }) => `"${name}" cannot be a name in ${where}`,
    hint: ({ nearest }) =>
      `${nearest === undefined ? "" : `write "${nearest}": `}a name has small letters, digits and "-" inside, at most 63 (a DNS label, RFC 1123)`,
    page: {
      why: "Names become host names, container names, unit names and names of Kubernetes objects; only DNS labels are valid as all of them.",
      wrong: "servers:\n  Task_Server: {run: {npm: tasks@1.0.0}}\n",
      right: "servers:\n  task-server: {run: {npm: tasks@1.0.0}}\n",
    },
  }),
  MCPC2010: define<{ name: string; where: string; type: string; written: string }>({
    severity: "error",
    title: "key of the wrong form",
    message: ({ name, where, type }) => `"${name}" in ${where} is not a valid ${type}`,
    hint: ({ written }) => `it is written as ${written}`,
    page: {
      why: "The system that receives it would refuse or change it.",
      wrong: "servers:\n  tasks:\n    env: {LOG-LEVEL: info}\n",
      right: "servers:\n  tasks:\n    env: {LOG_LEVEL: info}\n",
    },
  }),
};
