import type { Forward, FrontDoorUnit } from "../../supervisor/front-door-port.ts";
import type { GatewaySettings } from "../settings.ts";

/** Everything a gateway of its own needs, secrets put in. */
export interface GatewayPlan {
  readonly host: string;
  readonly port: number;
  readonly settings: GatewaySettings;
  readonly servers: readonly { readonly unit: FrontDoorUnit; readonly forward: Forward }[];
}
