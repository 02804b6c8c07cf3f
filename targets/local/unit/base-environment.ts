import type { ReadOnlyHost } from "../../../src/host/host.ts";

/**
 * What a server or service gets of the environment of whoever applies: where programs and the home are, the language, and how this
 * machine reaches the network. Everything else (tokens, cloud credentials, settings of other programs) stays out unless the stack names it.
 */
export const keptVariables = [
  ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "TMPDIR", "TZ"],
  ["LANG", "LANGUAGE", "LC_ALL", "LC_COLLATE", "LC_CTYPE", "LC_MESSAGES", "LC_MONETARY", "LC_NUMERIC", "LC_TIME"],
  ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"],
  ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "no_proxy", "all_proxy"],
  ["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR"],
];

/** How the `docker` command finds its engine. */
const forDocker = ["DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG", "DOCKER_CERT_PATH", "DOCKER_TLS_VERIFY"];

export function baseEnvironment(host: ReadOnlyHost): Record<string, string> {
  return pick(keptVariables.flat(), host);
}

export function dockerEnvironment(host: ReadOnlyHost): Record<string, string> {
  return pick([...keptVariables.flat(), ...forDocker], host);
}

function pick(names: readonly string[], host: ReadOnlyHost): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of names) {
    const value = host.env(name);
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}
