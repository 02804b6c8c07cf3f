/** Reason of a signal that ended a call after its time. */
export class TookTooLong extends Error {
  override readonly name = "TookTooLong";
}
