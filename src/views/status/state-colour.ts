import type { Paint } from "../../diagnostics/render/paint.ts";

const colours: Readonly<Record<string, keyof Paint>> = {
  healthy: "green",
  completed: "green",
  ready: "green",
  running: "green",
  crashed: "red",
  failed: "red",
  gone: "red",
  unhealthy: "red",
  stopped: "dim",
};

/** Colour of a state; whatever is neither good nor over is a change under way. */
export function stateColour(state: string): keyof Paint {
  return colours[state] ?? "yellow";
}
