import { define } from "../../definition.ts";

/** 601x: values that are fetched when the stack is applied. No text here ever holds a value. */
export const secretDiagnostics = {
  MCPC6010: define<{ name: string; reason: string }>({
    severity: "error",
    title: "secret cannot be read",
    message: ({ name, reason }) => `secret "${name}" cannot be read: ${reason}`,
    hint: () => "nothing was changed; provide the value where the stack file says, then apply again",
    page: {
      why: "A server started without its secret would fail later and less clearly. So all secrets are fetched before anything is locked or changed.",
      wrong: "mcpc apply -e dev   # secrets: {api-key: {from: {env: API_KEY}}}, and API_KEY is not set",
      right: "API_KEY=$(pass show api-key) mcpc apply -e dev",
    },
  }),
  MCPC6011: define<{ name: string; reason: string }>({
    severity: "warning",
    title: "secret cannot be read for the plan",
    message: ({ name, reason }) => `whether secret "${name}" changed is unknown: ${reason}`,
    hint: () => "the plan takes it as unchanged; apply needs its value",
    page: {
      why: "A plan can be made without secrets, for instance in a pull request. It then cannot see that a value changed; an apply that does see it treats the plan as stale.",
      wrong: "mcpc plan -e prod   # where API_KEY is not set",
      right: "API_KEY=$(pass show api-key) mcpc plan -e prod",
    },
  }),
  MCPC6012: define<{ name: string; secret: string }>({
    severity: "error",
    title: "Docker keeps its secrets to itself",
    message: ({ name, secret }) => `secret "${name}" comes from the Docker secret "${secret}", which Docker never gives back`,
    hint: () => "give this environment another source: env, file or exec",
    page: {
      why: "A Docker secret can be mounted into a container that Docker starts, but its value cannot be read from outside. A process on this machine cannot get it.",
      wrong: "secrets: {api-key: {from: {docker: api_key}}}   # with target: local",
      right: "secrets: {api-key: {from: {file: ./secrets/api-key}}}",
    },
  }),
  MCPC6013: define<{ name: string; path: string; mode: string }>({
    severity: "warning",
    title: "secret file is readable by others",
    message: ({ name, path, mode }) => `the file of secret "${name}" can be read by other users of this machine: "${path}" (mode ${mode})`,
    hint: ({ path }) => `chmod 600 "${path}"`,
    page: {
      why: "Everybody with an account on this machine can read the value.",
      wrong: "echo s3cret > api-key   # mode 0644",
      right: "umask 077; echo s3cret > api-key",
    },
  }),
  MCPC6014: define<{ name: string; address: string }>({
    severity: "error",
    title: "secret has no source",
    message: ({ name, address }) => `"${address}" needs secret "${name}", which has no source in this plan`,
    hint: () => "declare it under secrets of the stack file and plan again",
    page: {
      why: "A value that nobody provides cannot be put in.",
      wrong: 'env: {API_KEY: "${secret.api-key}"}   # without an entry under secrets',
      right: "secrets: {api-key: {from: {env: API_KEY}}}",
    },
  }),
  MCPC6015: define<{ name: string; address: string }>({
    severity: "error",
    title: "environment variable is not set",
    message: ({ name, address }) => `"${address}" needs the environment variable "${name}", which is not set`,
    hint: ({ name }) => `set it, or give it a default: \${env.${name}:-default}`,
    page: {
      why: "A server started with an empty text in place of a value fails later and less clearly.",
      wrong: 'env: {REGION: "${env.REGION}"}   # and REGION is not set',
      right: 'env: {REGION: "${env.REGION:-eu-west-1}"}',
    },
  }),
};
