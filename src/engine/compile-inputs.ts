/** What of the world outside the stack file goes into a compilation of one target. Asked for by `Target.inputs`, read by the library. */
export interface WantedInputs {
  /** The runtime bundle of this very version, which goes into images. */
  readonly runtime?: boolean;
  /** Files, relative to the stack's folder. */
  readonly files?: readonly string[];
  /** Folders whose files are copied into an image, relative to the stack's folder. */
  readonly folders?: readonly string[];
  /** Files that hold secrets, relative to the stack's folder: they are left out of all folders. */
  readonly secretFiles?: readonly string[];
}

/** What goes into a compilation beside the model, so that compile itself stays pure. */
export interface CompileInputs {
  /** Digest of the runtime bundle, when it was asked for. */
  readonly runtime?: string;
  /** Path as it was asked for → content as text; absent when there is no such file. */
  readonly files: ReadonlyMap<string, string>;
  /** Path as it was asked for → what is in it; absent when there is no such folder. */
  readonly folders: ReadonlyMap<string, FolderInput>;
}

/** Of a target that asks for nothing. */
export const noInputs: CompileInputs = { files: new Map(), folders: new Map() };

/** Where artifacts go unless somebody says otherwise, for an environment `dev`. */
export const someFolder = { fromStack: "deploy/dev", toStack: "../.." };

export interface FolderInput {
  /** Paths relative to the folder, sorted; without what `ignoredNames` or its own `.dockerignore` says, and without files that hold secrets. */
  readonly files: readonly string[];
  /** Its own `.dockerignore`; empty when it has none. */
  readonly ignore: string;
  /** Digest of all paths, contents and executable bits. */
  readonly digest: string;
}

/** Names of files and folders that never go into an image: what is installed anew there, history, settings of one machine, secrets. */
export const ignoredNames: readonly string[] = [
  ...["mcp.stack.yaml", ".git", ".hg", ".svn", ".mcpc-manifest.json", "deploy"],
  ...["node_modules", ".venv", "venv", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache"],
  ...[".env", ".env.local", ".npmrc", ".DS_Store", ".idea", ".vscode"],
];
