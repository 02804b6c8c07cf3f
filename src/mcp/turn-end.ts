let waiting: (() => void)[] = [];

/** Calls `callback`, which must not throw, when this turn of the event loop has read all there was to read. */
export function atTurnEnd(callback: () => void): void {
  // One for all: each of its own costs more than what most of them have to do.
  if (waiting.length === 0) setImmediate(callAll);
  waiting.push(callback);
}

function callAll(): void {
  const callbacks = waiting;
  waiting = [];
  for (const callback of callbacks) callback();
}
