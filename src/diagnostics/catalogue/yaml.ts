import { define } from "../definition.ts";

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
};
