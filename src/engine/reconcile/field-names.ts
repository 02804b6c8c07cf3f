/** A place in a spec and the field of the stack file that it comes from, both without lists and odd characters: `service.environment`, `env`. */
export type NamedFields = readonly (readonly [place: string, field: string])[];

/** What the places of a spec are called in the stack file; a place without a counterpart there keeps its own name. */
export class FieldNames {
  readonly #fields: NamedFields;

  constructor(fields: NamedFields = []) {
    // What is inside of something else that has a name may have one of its own.
    this.#fields = fields.toSorted(([a], [b]) => b.length - a.length);
  }

  /** `service.environment.LOG` → `env.LOG`. */
  path(place: string): string {
    for (const [known, field] of this.#fields) {
      if (place === known || place.startsWith(`${known}.`) || place.startsWith(`${known}[`)) return field + place.slice(known.length);
    }
    return place;
  }

  /** `/service/environment/LOG` → `/env/LOG`. */
  pointer(place: string): string {
    for (const [dotted, field] of this.#fields) {
      const known = asPointer(dotted);
      if (place === known || place.startsWith(`${known}/`)) return asPointer(field) + place.slice(known.length);
    }
    return place;
  }
}

function asPointer(dotted: string): string {
  return `/${dotted.replaceAll(".", "/")}`;
}
