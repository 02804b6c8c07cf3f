/** What a path is. `modified` is milliseconds since the epoch. */
export interface FileStatus {
  readonly kind: "file" | "directory" | "socket" | "other";
  readonly size: number;
  /** Permission bits, such as 0o600. */
  readonly mode: number;
  readonly modified: number;
  /** True where the path itself is a symbolic link; the rest tells of what it leads to. */
  readonly link?: boolean;
}

/** How a finished program ended and what it said. */
export interface CommandResult {
  /** Exit code; `undefined` when a signal or a timeout ended it. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** True when `timeout` ended it. */
  readonly timedOut: boolean;
}

/** One line that a program printed. */
export interface CommandLine {
  readonly stream: "stdout" | "stderr";
  readonly text: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  /** The complete environment; absent = the environment of mcpc itself. */
  readonly env?: Readonly<Record<string, string>>;
  /** Variables that are added to `env`. */
  readonly addEnv?: Readonly<Record<string, string>>;
  /** Written to standard input, which is then closed. */
  readonly input?: string;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

/** Where an HTTP request goes: a URL, or a path on a Unix socket. */
export type Endpoint = { readonly url: string; readonly via?: Via } | { readonly socket: string; readonly path: string };

/** A way to a URL that its name does not tell: to ask one machine about a name that others have, too. */
export interface Via {
  /** Address that is connected to instead; the port is that of the URL. */
  readonly address: string;
  /** Certificates (PEM) that are trusted besides those that always are. */
  readonly certificates?: string;
}

export interface HttpRequest {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds until the whole answer must be there; default 10 s. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The world, as far as it can be looked at without changing it. `plan`, `diff` and `drift` receive nothing else,
 * so they cannot write even by mistake. Paths are absolute unless said otherwise.
 */
export interface ReadOnlyHost {
  readonly platform: "linux" | "darwin" | "win32" | "other";
  /** Absolute working directory. */
  readonly cwd: string;
  readonly home: string;
  /** Identifies who holds a lock. */
  readonly process: { readonly pid: number; readonly user: string; readonly hostname: string };
  /** Absolute path of `mcpc-runtime.mjs` of this very version: what images, units and pods carry. */
  readonly runtimeBundle: string;
  /** One environment variable of mcpc itself. */
  env(name: string): string | undefined;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Cryptographically strong random bytes (lineages, keys). */
  random(bytes: number): Uint8Array;
  /** The bytes of a file; `undefined` when there is none. Throws on any other failure (permission, is a directory). */
  readFile(path: string): Promise<Uint8Array | undefined>;
  /** At most `length` bytes of a file from `offset` on; empty at its end or when there is no file. For following logs. */
  readFrom(path: string, offset: number, length: number): Promise<Uint8Array>;
  /** Names in a directory, sorted; empty when there is none. */
  list(path: string): Promise<readonly string[]>;
  stat(path: string): Promise<FileStatus | undefined>;
  /** The path with symbolic links resolved; `undefined` when it does not exist. */
  realPath(path: string): Promise<string | undefined>;
  /** Absolute path of a program on PATH; `undefined` when there is none. */
  which(program: string): Promise<string | undefined>;
  /**
   * Runs a program that only looks (`docker ps`, `uv --version`, a secret's `exec`). No shell. Rejects when it cannot be started, when it
   * prints more than 16 MiB and, with the signal's reason, when `signal` ends it. It keeps the terminal, so a password prompt works.
   */
  query(command: readonly string[], options?: CommandOptions): Promise<CommandResult>;
  /**
   * Runs a program that only looks and goes on looking (`docker logs --follow`): its lines as they come, until it ends or `signal` ends it.
   * Rejects when it cannot be started; how it ended is not told.
   */
  follow(command: readonly string[], options?: { readonly signal?: AbortSignal }): AsyncIterable<CommandLine>;
  /** GET. Rejects when nobody answers. */
  get(endpoint: Endpoint, options?: Omit<HttpRequest, "method" | "body">): Promise<HttpResponse>;
  /** True while a process with this pid and (where known) this start time runs. */
  isAlive(pid: number, startTime?: string): Promise<boolean>;
  /** Between computations of some milliseconds: lets what came in meanwhile, such as the answer of a program, be taken up first. */
  letOthersRun(): Promise<void>;
}

export interface DetachedOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** File that receives stdout and stderr (appended, mode 0600). */
  readonly output: string;
}

/** The world with the right to change it. */
export interface Host extends ReadOnlyHost {
  /** Absolute path of the Node.js that runs mcpc; servers written for Node run on the same one. */
  readonly execPath: string;
  /** Program and leading arguments that start the supervisor's daemon of this very version. */
  readonly daemonCommand: readonly string[];
  /** Replaces a file whole or not at all: write beside, fsync, rename, fsync the directory. Default mode 0600. */
  writeFile(path: string, content: Uint8Array | string, mode?: number): Promise<void>;
  /** Creates a file that must not exist yet; false when it does. The content is there from the first moment. */
  createFile(path: string, content: string, mode?: number): Promise<boolean>;
  /** Appends one record and fsyncs. */
  appendFile(path: string, content: string, mode?: number): Promise<void>;
  /** Makes a directory and its parents; new ones get `mode` (default 0700). */
  makeDirectory(path: string, mode?: number): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file or a whole directory; nothing happens when it is not there. */
  remove(path: string): Promise<void>;
  /** Like `query`, for a program that changes something; a timeout or `signal` ends its whole process group. */
  run(command: readonly string[], options?: CommandOptions): Promise<CommandResult>;
  /** Starts a program that outlives mcpc, in a session of its own; returns its pid. */
  spawnDetached(command: readonly string[], options: DetachedOptions): Promise<number>;
  /** Sends a signal to a process, or to a group when `pid` is negative; false when there is none. */
  kill(pid: number, signal: "SIGTERM" | "SIGKILL" | "SIGINT"): Promise<boolean>;
  request(endpoint: Endpoint, request: HttpRequest): Promise<HttpResponse>;
  /** Streams a response body line by line (NDJSON of the daemon). Ends when the other side or `signal` ends it. */
  lines(endpoint: Endpoint, options?: { readonly signal?: AbortSignal }): AsyncIterable<string>;
  /** Rejects with the reason of `signal` when that ends it. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
