import { type ChildProcess, spawn } from "node:child_process";

/**
 * Reads `add GROUP`, `del GROUP`, `done`. When its input ends without `done`, the daemon is dead: it ends the listed groups, and
 * whatever carries the daemon's token ($1) in its environment. TERM first, KILL a second later.
 */
const script = `
trap '' HUP INT TERM QUIT PIPE
groups=' '
while read -r verb group; do
  case $verb in
    add) groups="$groups$group " ;;
    del) case $groups in *" $group "*) groups="\${groups%% $group *} \${groups#* $group }" ;; esac ;;
    done) exit 0 ;;
  esac
done
cd / || exit 1
strike() {
  for group in $groups; do kill -s "$1" -- "-$group"; done
  for file in $(grep -lsF "/$2." /proc/[0-9]*/environ); do pid=\${file#/proc/}; kill -s "$1" "\${pid%/environ}"; done
}
strike TERM "$1"
sleep 1
strike KILL "$1"
`;

/**
 * A tiny shell in a session of its own that outlives the daemon by a second and takes the units' process groups with it. It
 * needs no cooperation of the daemon, so it also works when the daemon gets SIGKILL.
 */
export class Guard {
  readonly #token: string;
  readonly #groups = new Set<number>();
  #shell: ChildProcess | undefined;
  #closed = false;

  constructor(token: string) {
    this.#token = token;
    this.#start();
  }

  add(group: number): void {
    this.#groups.add(group);
    this.#write(`add ${group}`);
  }

  remove(group: number): void {
    if (this.#groups.delete(group)) this.#write(`del ${group}`);
  }

  /** Lets the guard go home; only when nothing is left to guard. */
  close(): void {
    this.#closed = true;
    this.#write("done");
    this.#shell?.stdin?.end();
  }

  #start(): void {
    const shell = spawn("/bin/sh", ["-c", script, "mcpc-guard", this.#token], {
      detached: true,
      cwd: "/",
      env: { PATH: process.env["PATH"] ?? "/usr/bin:/bin" },
      stdio: ["pipe", "ignore", "ignore"],
    });
    shell.unref();
    shell.stdin.on("error", () => {});
    shell.on("error", () => {});
    shell.on("exit", () => this.#restart(shell));
    this.#shell = shell;
    for (const group of this.#groups) this.#write(`add ${group}`);
  }

  /** Somebody ended the guard: the next one learns all groups anew. A pause keeps a missing shell from being a busy loop. */
  #restart(ended: ChildProcess): void {
    if (this.#closed || this.#shell !== ended) return;
    setTimeout(() => this.#closed || this.#start(), 1_000).unref();
  }

  #write(line: string): void {
    if (this.#shell?.stdin?.writable === true) this.#shell.stdin.write(`${line}\n`);
  }
}
