import type { Endpoint } from "../bridge/endpoint.ts";
import type { FrontDoorOptions } from "../supervisor/front-door-port.ts";
import type { DoorList } from "./door-list.ts";
import type { Gatekeeper } from "./gatekeeper.ts";

/** What a request may need on its way through the front door. */
export interface ServeParts {
  readonly options: FrontDoorOptions;
  readonly gatekeeper: Gatekeeper;
  readonly doors: DoorList;
  readonly merged: Endpoint;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}
