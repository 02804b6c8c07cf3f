/**
 * What every nginx can read to its end of a configuration, for a test that starts nothing: it lacks what only the machine has that it is written for.
 * Names get an address, logs go nowhere, files with secrets are left out, and certificates are given by variables, which are read only when
 * somebody connects (ngx_http_ssl_module, since 1.15.9). The lines stay where they are.
 */
export function forAnyMachine(configuration: string): string {
  return configuration
    .replace(/^(\s*server )[a-z0-9][a-z0-9.-]*(?=:\d+[ ;])/gim, "$1127.0.0.1")
    .replace(/^(\s*(?:access|error)_log )"[^"]*"/gm, '$1"/dev/null"')
    .replace(/^(\s*)include ".*";$/gm, "$1# include")
    .replace(/^(\s*ssl_certificate(?:_key)? )".*";$/gm, "$1data:$host;");
}
