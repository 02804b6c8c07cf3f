import type { Address } from "../../../src/model/address.ts";

/** Names of steps; where two could go first, the one whose name comes first does. */
export const stepKeys = {
  image: (reference: string) => `1 image ${reference}`,
  prepare: (address: Address) => `2 prepare ${address}`,
  start: (address: Address) => `3 ${address} start`,
  ready: (address: Address) => `3 ${address} ready`,
  route: (address: Address) => `4 ${address} route`,
  retire: (address: Address) => `5 ${address} retire`,
  remove: (address: Address) => `5 ${address} remove`,
  removeData: (address: Address) => `6 ${address} data`,
  networks: "7 networks",
} as const;

export const imageTimeoutMs = 30 * 60_000;
export const callTimeoutMs = 120_000;
