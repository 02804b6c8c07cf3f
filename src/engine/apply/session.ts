import type { Host } from "../../host/host.ts";
import type { ApplyEvent } from "../events.ts";
import type { Scope } from "../scope.ts";
import type { Redact } from "../secrets/redact.ts";
import type { Journal } from "../state/journal.ts";
import type { StateWriter } from "../state/state-writer.ts";
import type { LiveTarget } from "../target.ts";

type WithoutTime<Event> = Event extends unknown ? Omit<Event, "time"> : never;

/** What everything that happens under one lock shares. */
export interface Session {
  readonly host: Host;
  readonly live: LiveTarget;
  readonly scope: Scope;
  readonly writer: StateWriter;
  readonly journal: Journal;
  /** Values of secrets by name; only ever handed to what receives them. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Values of environment variables by name, as they were when the apply began. */
  readonly variables: ReadonlyMap<string, string>;
  readonly redact: Redact;
  readonly parallel: number;
  /** Ctrl-C. */
  readonly signal: AbortSignal;
  readonly emit: (event: WithoutTime<ApplyEvent>) => void;
}
