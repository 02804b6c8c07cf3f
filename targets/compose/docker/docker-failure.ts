import { noAccess } from "../../../src/diagnostics/catalogue/environment/docker.ts";
import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import type { Address } from "../../../src/model/address.ts";
import { dockerOutput } from "./docker-output.ts";

/** What was tried, in the words of the one who tried it. */
export interface Attempt {
  /** Follows "docker could not": `start the containers of server.tasks`. */
  readonly what: string;
  readonly thing?: Address;
  /** Which image it is about. */
  readonly image?: string;
}

const patterns = {
  noEngine: /cannot connect to the docker daemon|error during connect|is the docker daemon running|no such host|dial (?:unix|tcp)/i,
  noAccess: /permission denied while trying to connect/i,
  oldEngine: /client version [\d.]+ is too (?:new|old).*?(?:API version is|minimum supported API version is) ([\d.]+)/is,
  diskFull: /no space left on device|disk quota exceeded/i,
  portTaken:
    /(?:Bind for|listen tcp\d?) \S*?:(\d+):? (?:failed: port is already allocated|bind: address already in use)|(?:exposing port|bind)[^\n]*?:(\d+)[^\n]*?(?:already allocated|address already in use)/i,
  noImage:
    /no such image|pull access denied|manifest (?:for \S+ )?(?:not found|unknown)|repository does not exist|failed to resolve (?:reference|source metadata)|not found: manifest/i,
  // Without the plugin docker takes the flags that follow for its own.
  noPlugin: /'(compose|buildx)' is not a docker command|unknown command: docker (compose|buildx)|unknown flag: --project-name/i,
  noBuildx: /requires BuildKit|BuildKit is enabled but the buildx component is missing/i,
};

/** The diagnostic that says best what docker complained of. */
export function dockerFailure(output: string, attempt: Attempt): DiagnosticError {
  return new DiagnosticError(engineFailure(output) ?? attemptFailure(output, attempt));
}

/** What has nothing to do with what was tried: nothing else would have worked either. */
function engineFailure(output: string): Diagnostic | undefined {
  const plugin = patterns.noPlugin.exec(output);
  const old = patterns.oldEngine.exec(output);
  if (plugin !== null) return diagnose("MCPC6407", { plugin: plugin[1] ?? plugin[2] ?? "compose" });
  if (patterns.noBuildx.test(output)) return diagnose("MCPC6407", { plugin: "buildx" });
  if (old !== null) return diagnose("MCPC6403", { what: "the API of the Docker engine", found: old[1] ?? "unknown", needed: "1.41" });
  if (patterns.noAccess.test(output)) return diagnose("MCPC6402", { reason: noAccess });
  return patterns.noEngine.test(output) ? diagnose("MCPC6402", { reason: dockerOutput(output) }) : undefined;
}

function attemptFailure(output: string, { what, thing, image }: Attempt): Diagnostic {
  const said = dockerOutput(output);
  const place = thing === undefined ? {} : { address: thing };
  const port = patterns.portTaken.exec(output);
  // It was there a moment ago.
  if (thing !== undefined && isGone(output)) return diagnose("MCPC6411", { thing }, place);
  if (patterns.diskFull.test(output)) return diagnose("MCPC6404", { what, output: said }, place);
  if (port !== null) return diagnose("MCPC6405", { thing: thing ?? what, port: port[1] ?? port[2] ?? "" }, place);
  if (image !== undefined && patterns.noImage.test(output)) return diagnose("MCPC6406", { image, output: said }, place);
  return diagnose("MCPC6410", { what, output: said }, place);
}

/** All that docker complains of is that containers are not there any more, or not for long. */
function isGone(output: string): boolean {
  const complaints = output.split("\n").filter((line) => /error/i.test(line));
  return (
    complaints.length > 0 && complaints.every((line) => /no such container|removal of container \S+ is already in progress/i.test(line))
  );
}
