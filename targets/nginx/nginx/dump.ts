import { joinPath } from "../../../src/host/paths.ts";
import { versionIn } from "../../../src/nginx/test-configuration.ts";

/** What `nginx -V -T` tells. */
export interface NginxDump {
  readonly version: string;
  /** Files that make up its configuration, as it names them. */
  readonly files: ReadonlySet<string>;
  /** Where the running master writes its pid. */
  readonly pidFile: string;
  /** Where it says what went wrong before a site's own log is open. */
  readonly errorLog: string;
}

export function readDump(output: { readonly stdout: string; readonly stderr: string }): NginxDump {
  const text = `${output.stderr}\n${output.stdout}`;
  const built = (name: string) => new RegExp(`--${name}=('[^']*'|\\S+)`).exec(text)?.[1]?.replace(/^'|'$/g, "");
  const prefix = built("prefix") ?? "/usr/local/nginx";
  const pid = directive(output.stdout, "pid") ?? built("pid-path") ?? "logs/nginx.pid";
  const log = directive(output.stdout, "error_log") ?? built("error-log-path") ?? "logs/error.log";
  return {
    version: versionIn(output),
    files: new Set([...output.stdout.matchAll(/^# configuration file (.+):$/gm)].map(([, path = ""]) => path)),
    pidFile: joinPath(prefix, pid),
    errorLog: joinPath(prefix, log),
  };
}

/** First argument of a directive of the main context, which stands before every block. */
function directive(configuration: string, name: string): string | undefined {
  return new RegExp(`^\\s*${name}\\s+(?:"([^"]+)"|'([^']+)'|([^\\s;]+))`, "m")
    .exec(configuration)
    ?.slice(1)
    .find((group) => group !== undefined);
}
