import type { Scope } from "../../../src/engine/scope.ts";
import type { ReadOnlyHost } from "../../../src/host/host.ts";
import { labelNames } from "../names.ts";
import { ownerMark } from "../release-folder.ts";

/**
 * By what images that mcpc built are known again. None of the labels that containers are known by, for a container inherits those of its image;
 * and the name, for an image inherits those of the one it is built upon.
 */
export function imageLabels(tag: string, scope: Scope, host: Pick<ReadOnlyHost, "process">): Readonly<Record<string, string>> {
  return {
    [labelNames.image]: tag,
    [labelNames.imageOf]: `${scope.stack}/${scope.environment}`,
    [labelNames.imageOwner]: ownerMark(scope, host),
  };
}
