import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import { type Address, addressName } from "../../model/address.ts";

interface Unit {
  readonly address: Address;
  readonly name: string;
}

/** What a stack has; a model is one. */
export interface Units {
  readonly servers: readonly Unit[];
  readonly services: readonly Unit[];
}

/**
 * Turns words such as `memory` or `service.db` into addresses of servers and services; no words mean all of them.
 *
 * @throws {DiagnosticError} for every word that names none.
 */
export function addressesOf(words: readonly string[], { servers, services }: Units): readonly Address[] {
  const known = [...servers, ...services].map((unit) => unit.address);
  if (words.length === 0) return known;
  const unknown: Diagnostic[] = [];
  const found = words.flatMap((word) => {
    const matches = known.filter((address) => address === word || addressName(address) === word);
    if (matches.length === 0) unknown.push(unknownUnit(word, known.map(addressName)));
    return matches;
  });
  if (unknown.length > 0) throw new DiagnosticError(...unknown);
  return [...new Set(found)];
}

/**
 * The server a word names: `memory` or `server.memory`.
 *
 * @throws {DiagnosticError} when it names none.
 */
export function serverNameOf(word: string, { servers }: Pick<Units, "servers">): string {
  const server = servers.find(({ name, address }) => name === word || address === word);
  if (server !== undefined) return server.name;
  throw new DiagnosticError(
    unknownUnit(
      word,
      servers.map(({ name }) => name),
    ),
  );
}

function unknownUnit(name: string, known: readonly string[]): Diagnostic {
  return diagnose("MCPC6355", { name, known, suggestion: nearest(name, known) });
}
