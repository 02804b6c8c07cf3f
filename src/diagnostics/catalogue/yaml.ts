import { define } from "../definition.ts";
import { fileDiagnostics } from "./yaml/file.ts";

/** 1xxx: the text cannot be read as one YAML document. */
export const yamlDiagnostics = {
  MCPC1001: define<{ reason: string }>({
    severity: "error",
    title: "broken YAML",
    message: ({ reason }) => `this is not valid YAML: ${reason}`,
    page: {
      why: "Nothing below a syntax error can be trusted, so the file is not used at all.",
      wrong: 'name: team\nservers: {a: {run: {npm: "x@1.0.0"}\n',
      right: 'name: team\nservers: {a: {run: {npm: "x@1.0.0"}}}\n',
    },
  }),
  MCPC1002: define<{ key: string }>({
    severity: "error",
    title: "the same key twice",
    message: ({ key }) => `the key "${key}" is set twice in one map`,
    hint: () => "keep one of them",
    page: {
      why: "Only one of the two values could count, and nobody could tell which.",
      wrong: "servers:\n  memory: {port: 8000}\n  memory: {port: 8001}\n",
      right: "servers:\n  memory: {port: 8000}\n  notes: {port: 8001}\n",
    },
  }),
  MCPC1003: define({
    severity: "error",
    title: "tab used as indentation",
    message: () => "a tab cannot be used to indent YAML",
    hint: () => "use spaces, two per level",
    page: {
      why: "YAML forbids tabs in indentation, because their width differs from editor to editor.",
      wrong: "servers:\n\tmemory: {}\n",
      right: "servers:\n  memory: {}\n",
    },
  }),
  MCPC1004: define({
    severity: "error",
    title: "several documents in one file",
    message: () => 'a second YAML document starts here, after "---"',
    hint: () => "put it into a file of its own and name that under include",
    page: {
      why: "A stack is one document. Silently reading only the first would drop the rest.",
      wrong: "name: team\n---\nservers: {}\n",
      right: "name: team\nservers: {}\n",
    },
  }),
  MCPC1005: define({
    severity: "error",
    title: "empty file",
    message: () => "the file is empty",
    hint: () => "mcpc init writes one to start from",
    page: {
      why: "A stack needs at least a version and a name.",
      wrong: "# nothing yet\n",
      right: "apiVersion: mcpc/v1\nname: team-tools\n",
    },
  }),
  MCPC1006: define<{ kind: string }>({
    severity: "error",
    title: "not a map at the top",
    message: ({ kind }) => `a stack file holds keys and values, not ${kind}`,
    page: {
      why: "Everything in a stack has a name, so the file must be a map.",
      wrong: "- memory\n- tasks\n",
      right: "apiVersion: mcpc/v1\nname: team-tools\n",
    },
  }),
  MCPC1010: define({
    severity: "error",
    title: "nested too deep",
    message: () => "this is nested deeper than 100 levels",
    page: {
      why: "No stack needs it, and such a text is the usual way to make a reader run out of memory.",
      wrong: "x-a: [[[[[[[[[[[[[[[[[[[[ …\n",
      right: "x-a: [1, 2]\n",
    },
  }),
  MCPC1011: define<{ tag: string }>({
    severity: "error",
    title: "unknown YAML tag",
    message: ({ tag }) => `the tag "${tag}" means nothing in a stack file`,
    hint: () => 'remove it; values of the environment are written "${env.NAME}", secrets "${secret.NAME}"',
    page: {
      why: "Tags make a file depend on the program that reads it; only the tags of YAML itself are read.",
      wrong: "name: !env TEAM\n",
      right: "name: team-tools\n",
    },
  }),
  MCPC1012: define<{ name: string; problem: string }>({
    severity: "error",
    title: "alias that stands for nothing",
    message: ({ name, problem }) => `the alias "*${name}" ${problem}`,
    page: {
      why: "An alias repeats a value that was marked with an anchor (&name) further up.",
      wrong: "servers:\n  a: *common\n",
      right: "x-common: &common {run: {npm: server@1.0.0}}\nservers:\n  a: *common\n",
    },
  }),
  MCPC1013: define<{ limit: number }>({
    severity: "error",
    title: "aliases stand for too much",
    message: ({ limit }) => `the aliases of this file stand for more than ${limit} values`,
    hint: () => "what many servers share belongs under defaults",
    page: {
      why: "A few lines of aliases of aliases stand for billions of values and would fill the memory of any reader.",
      wrong: "x-a: &a [x, x, x, x]\nx-b: &b [*a, *a, *a, *a]\nx-c: &c [*b, *b, *b, *b]\n",
      right: "defaults: {restart: {policy: always}}\n",
    },
  }),
  MCPC1014: define({
    severity: "error",
    title: "a key that is not a text",
    message: () => "a key must be a text",
    hint: () => "put it in quotes",
    page: {
      why: "YAML allows lists, maps and nothing at all as keys; they have no meaning here.",
      wrong: "servers:\n  [a, b]: {port: 8000}\n",
      right: "servers:\n  a: {port: 8000}\n",
    },
  }),
  MCPC1015: define<{ key: string }>({
    severity: "error",
    title: "a key that cannot be used",
    message: ({ key }) => `the key "${key}" cannot be used`,
    page: {
      why: "Programs that read the generated JSON may take this key for an instruction to change every object.",
      wrong: "x-extra:\n  __proto__: {admin: true}\n",
      right: "x-extra:\n  prototype-of: {admin: true}\n",
    },
  }),
  MCPC1016: define<{ text: string }>({
    severity: "error",
    title: "not a number",
    message: ({ text }) => `"${text}" is not a number that can be used`,
    hint: () => "put it in quotes when it is meant as a text",
    page: {
      why: "Infinity and NaN cannot be written in JSON, and whole numbers beyond 2^53 change their value when a program reads them.",
      wrong: "x-limit: .inf\n",
      right: 'x-limit: "none"\n',
    },
  }),
  MCPC1017: define({
    severity: "error",
    title: "merge key without a map",
    message: () => 'the merge key "<<" takes a map or a list of maps',
    page: {
      why: "It puts the keys of another map into this one, so there must be keys.",
      wrong: "servers:\n  a: {<<: 5}\n",
      right: "x-common: &common {protocol: modern}\nservers:\n  a: {<<: *common, run: {npm: server@1.0.0}}\n",
    },
  }),
  ...fileDiagnostics,
};
