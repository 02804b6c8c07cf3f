import type { Server } from "../../../src/model/server.ts";
import type { Service } from "../../../src/model/service.ts";

/** Numeric, so that no image has to know it. */
const plainUser = "10001:10001";

/** Whom a container of an image that mcpc builds runs as, and who owns its data. */
export function ownerOf({ security }: Server | Service): string {
  return security.user ?? plainUser;
}
