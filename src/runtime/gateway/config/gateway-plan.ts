import type { Forward, FrontDoorUnit } from "../../supervisor/front-door-port.ts";
import type { GatewaySettings } from "../settings.ts";

/** Everything a gateway of its own needs, secrets put in. */
export interface GatewayPlan {
  readonly host: string;
  readonly port: number;
  readonly settings: GatewaySettings;
  /** Serves metrics without asking who wants them. */
  readonly metricsPort?: number;
  readonly servers: readonly {
    readonly unit: FrontDoorUnit;
    readonly forward: Forward;
    /** Host names stand for all addresses they have, which are looked up again and again. */
    readonly resolve?: true;
  }[];
}
