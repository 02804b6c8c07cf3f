import type { CommandOptions, CommandResult, Endpoint, Host, HttpRequest, HttpResponse } from "./host.ts";
import { type MemoryFile, MemoryFiles, systemError } from "./memory/memory-files.ts";
import { VirtualClock } from "./memory/virtual-clock.ts";
import { parentPath } from "./paths.ts";

type Answer<Arguments extends readonly unknown[], Result> = Result | ((...given: Arguments) => Result | Promise<Result>);

export interface MemoryHostOptions {
  /** Absolute path → content. Their folders exist. */
  readonly files?: Readonly<Record<string, MemoryFile>>;
  readonly directories?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly home?: string;
  /** Milliseconds at which the clock stands; it moves on when all who run are asleep. Default 0. */
  readonly now?: number;
  readonly pid?: number;
  /**
   * Programs that exist. The longest key that the words of a command start with answers: `"uv --version"` before `"uv"`. Missing parts of
   * an answer are empty, a missing code is 0.
   */
  readonly commands?: Readonly<Record<string, Answer<[readonly string[], CommandOptions], Partial<CommandResult>>>>;
  /** Answers every HTTP request; without it nobody listens. */
  readonly http?: (endpoint: Endpoint, request: HttpRequest) => Partial<HttpResponse> | Promise<Partial<HttpResponse>>;
  /** Lines that a stream gives before it ends. */
  readonly stream?: (endpoint: Endpoint) => readonly string[];
  /** Processes that run: pid → start time. */
  readonly processes?: Readonly<Record<number, string>>;
  /** Called before each write; what it throws is what the write fails with (a full disk). */
  readonly beforeWrite?: (write: MemoryWrite) => void;
}

/** One call that changed something, or tried to. */
export interface MemoryWrite {
  readonly method: Exclude<keyof Host, "sleep" | "lines" | "follow">;
  /** Path, command or endpoint. */
  readonly subject: string;
  readonly content?: string;
}

export interface MemoryHost extends Host {
  readonly files: Map<string, MemoryFile>;
  /** Every mutating call, in order. */
  readonly writes: readonly MemoryWrite[];
  readonly processes: Map<number, string>;
  /** Content of a file as text. */
  text(path: string): string | undefined;
  advance(milliseconds: number): void;
}

const runtimeBundlePath = "/opt/mcpc/mcpc-runtime.mjs";
const runtimeBundle = new TextEncoder().encode("// the runtime of mcpc\n");

/** A world in memory: for tests, and for programs that want to plan without a machine. */
export function createMemoryHost(options: MemoryHostOptions = {}): MemoryHost {
  const cwd = options.cwd ?? "/work";
  const home = options.home ?? "/home/user";
  const clock = new VirtualClock(options.now ?? 0);
  const disk = new MemoryFiles(
    new Map(Object.entries(options.files ?? {})),
    [cwd, home, "/tmp", ...(options.directories ?? [])],
    () => clock.now,
  );
  const writes: MemoryWrite[] = [];
  const record: Recorder = (method, subject, content) => {
    const write = { method, subject, ...(typeof content === "string" && { content }) };
    writes.push(write);
    options.beforeWrite?.(write);
  };
  const known = Object.keys(options.commands ?? {}).map((key) => key.split(" ")[0]);
  return {
    platform: "linux",
    cwd,
    home,
    process: { pid: options.pid ?? 4242, user: "user", hostname: "machine" },
    execPath: "/usr/bin/node",
    daemonCommand: ["/usr/bin/node", "/opt/mcpc/mcpc-daemon.js"],
    runtimeBundle: runtimeBundlePath,
    files: disk.files,
    writes,
    text: (path) => textOf(disk.files.get(path)),
    advance: (milliseconds) => {
      clock.now += milliseconds;
    },
    env: (name) => options.env?.[name],
    now: () => clock.now,
    random: countingBytes(),
    readFile: async (path) => (await disk.readFile(path)) ?? (path === runtimeBundlePath ? runtimeBundle : undefined),
    readFrom: (path, offset, length) => disk.readFrom(path, offset, length),
    list: (path) => disk.list(path),
    stat: (path) => disk.stat(path),
    realPath: (path) => disk.realPath(path),
    which: async (program) => (known.includes(program) ? `/usr/bin/${program}` : undefined),
    ...fileWrites(disk, record),
    ...processesOf(options, disk, record),
    ...httpOf(options, record),
    sleep: (milliseconds, signal) => clock.sleep(milliseconds, signal),
  };
}

type Recorder = (method: MemoryWrite["method"], subject: string, content?: string | Uint8Array) => void;

function fileWrites(disk: MemoryFiles, record: Recorder) {
  return {
    writeFile: async (path, content, mode) => {
      record("writeFile", path, content);
      await disk.writeFile(path, content, mode);
    },
    createFile: async (path, content, mode) => {
      record("createFile", path, content);
      return disk.createFile(path, content, mode);
    },
    appendFile: async (path, content, mode) => {
      record("appendFile", path, content);
      await disk.appendFile(path, content, mode);
    },
    makeDirectory: async (path, mode) => {
      record("makeDirectory", path);
      await disk.makeDirectory(path, mode);
    },
    rename: async (from, to) => {
      record("rename", to, from);
      await disk.rename(from, to);
    },
    remove: async (path) => {
      record("remove", path);
      await disk.remove(path);
    },
  } satisfies Partial<Host>;
}

function processesOf(options: MemoryHostOptions, disk: MemoryFiles, record: Recorder) {
  const processes = new Map(Object.entries(options.processes ?? {}).map(([pid, start]) => [Number(pid), start]));
  const commands = commandsOf(options);
  let lastPid = 1000;
  return {
    processes,
    query: commands,
    async *follow(command, given) {
      const { stdout, stderr } = await commands(command, given);
      const printed = { stdout, stderr };
      for (const stream of ["stdout", "stderr"] as const) {
        for (const text of printed[stream].split("\n").filter((line) => line !== "")) if (!given?.signal?.aborted) yield { stream, text };
      }
    },
    run: async (command, given) => {
      record("run", command.join(" "), given?.input);
      return commands(command, given);
    },
    spawnDetached: async (command, given) => {
      record("spawnDetached", command.join(" "));
      if (!(await disk.stat(parentPath(given.output)))) throw systemError("ENOENT", given.output);
      processes.set(++lastPid, String(lastPid));
      return lastPid;
    },
    kill: async (pid, signal) => {
      record("kill", String(pid), signal);
      return processes.delete(Math.abs(pid));
    },
    isAlive: async (pid, startTime) => processes.has(pid) && (startTime === undefined || processes.get(pid) === startTime),
    letOthersRun: async () => undefined,
  } satisfies Partial<MemoryHost>;
}

function httpOf(options: MemoryHostOptions, record: Recorder) {
  const send = async (endpoint: Endpoint, request: HttpRequest): Promise<HttpResponse> => {
    request.signal?.throwIfAborted();
    if (options.http === undefined) throw systemError("ECONNREFUSED", endpointText(endpoint));
    return { status: 200, headers: {}, body: "", ...(await options.http(endpoint, request)) };
  };
  return {
    get: (endpoint, request) => send(endpoint, { ...request, method: "GET" }),
    request: async (endpoint, request) => {
      record("request", `${request.method} ${endpointText(endpoint)}`, request.body);
      return send(endpoint, request);
    },
    async *lines(endpoint, given) {
      for (const line of options.stream?.(endpoint) ?? []) {
        if (given?.signal?.aborted) return;
        yield line;
      }
    },
  } satisfies Partial<Host>;
}

function commandsOf(options: MemoryHostOptions): Host["query"] {
  const known = Object.entries(options.commands ?? {}).sort(([a], [b]) => b.length - a.length);
  return async (command, given = {}) => {
    given.signal?.throwIfAborted();
    const words = `${command.join(" ")} `;
    const [, answer] = known.find(([key]) => words.startsWith(`${key} `)) ?? [];
    if (answer === undefined) throw systemError("ENOENT", `spawn ${command[0]}`);
    const result = typeof answer === "function" ? await answer(command, given) : answer;
    return { code: result.timedOut ? undefined : 0, stdout: "", stderr: "", timedOut: false, ...result };
  };
}

/** Bytes that differ from call to call and are the same in every run. */
function countingBytes(): (bytes: number) => Uint8Array {
  let next = 0;
  return (bytes) => Uint8Array.from({ length: bytes }, () => next++ % 256);
}

function endpointText(endpoint: Endpoint): string {
  return "url" in endpoint ? endpoint.url : `${endpoint.socket}:${endpoint.path}`;
}

function textOf(content: MemoryFile | undefined): string | undefined {
  return content === undefined || typeof content === "string" ? content : new TextDecoder().decode(content);
}
