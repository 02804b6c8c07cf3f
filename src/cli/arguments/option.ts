/** What a value names, so that the shell can complete it. */
export type Completes = "file" | "server" | "unit" | "log" | "environment" | "command" | "schema" | "revision";

interface Described {
  /** One line, lower case start, no full stop. */
  readonly summary: string;
  /** One letter. */
  readonly short?: string;
  readonly completes?: Completes;
}

/** One `--option`. Its name is the key it stands under, in kebab-case. */
export type Option =
  | (Described & { readonly kind: "flag" })
  | (Described & { readonly kind: "text"; readonly placeholder: string })
  /** May be given several times. */
  | (Described & { readonly kind: "list"; readonly placeholder: string })
  | (Described & { readonly kind: "number"; readonly placeholder: string; readonly minimum: number; readonly maximum?: number })
  /** Such as `30s`; milliseconds in the program. */
  | (Described & { readonly kind: "duration"; readonly placeholder: string })
  | (Described & { readonly kind: "choice"; readonly placeholder: string; readonly choices: readonly string[] });

export type Options = Readonly<Record<string, Option>>;

export type ValueOf<O extends Option> = O extends { readonly kind: "flag" }
  ? boolean
  : O extends { readonly kind: "list" }
    ? readonly string[]
    : O extends { readonly kind: "number" | "duration" }
      ? number | undefined
      : O extends { readonly kind: "choice"; readonly choices: infer Choices extends readonly string[] }
        ? Choices[number] | undefined
        : string | undefined;

export type ValuesOf<O extends Options> = { readonly [Name in keyof O]: ValueOf<O[Name]> };

/** `detailedExitcode` → `detailed-exitcode`. */
export function optionName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** As it is written in help: `-f, --file PATH`. */
export function optionUsage(key: string, option: Option): string {
  const short = option.short === undefined ? "    " : `-${option.short}, `;
  const value = option.kind === "flag" ? "" : ` ${option.placeholder}`;
  return `${short}--${optionName(key)}${value}`;
}
