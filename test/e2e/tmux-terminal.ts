import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import type { Sandbox } from "./sandbox.ts";

const patience = { timeout: 20_000, interval: 50 };

/** A person's terminal, in tmux: what they type, and what they see. It ends with the test. */
export class TmuxTerminal {
  readonly #sandbox: Sandbox;

  /** Runs `mcpc` with these arguments; the screen says `ended with CODE` after it, and stays. */
  constructor(sandbox: Sandbox, args: readonly string[], { columns = 80, rows = 50 } = {}) {
    this.#sandbox = sandbox;
    const words = [process.execPath, join(process.cwd(), "dist/mcpc.js"), ...args].map((word) => `'${word}'`).join(" ");
    // The shell gets the keyboard's Ctrl-C too, and has to outlive it.
    const script = `trap : INT; ${words}; echo "ended with $?"; exec cat`;
    const size = ["-x", String(columns), "-y", String(rows)];
    this.#tmux("new-session", "-d", ...size, "-c", sandbox.stack, "sh", "-c", script);
    onTestFinished(() => {
      this.#tmux("kill-server");
    });
  }

  press(...keys: readonly string[]): void {
    this.#tmux("send-keys", ...keys);
  }

  resize(columns: number, rows = 50): void {
    this.#tmux("resize-window", "-x", String(columns), "-y", String(rows));
  }

  /** What is on the screen, without the empty lines at its end. */
  screen(): string {
    return this.#tmux("capture-pane", "-p").trimEnd();
  }

  /** The same with its colours as escape sequences. */
  colours(): string {
    return this.#tmux("capture-pane", "-p", "-e");
  }

  async until(text: string | RegExp): Promise<string> {
    await expect.poll(() => this.screen(), patience).toMatch(text);
    return this.screen();
  }

  #tmux(...args: readonly string[]): string {
    const { NO_COLOR: _, ...env } = this.#sandbox.env;
    const server = ["-S", join(this.#sandbox.folder, "tmux"), "-f", "/dev/null", "-u"];
    return execFileSync("tmux", [...server, ...args], { env, encoding: "utf8" });
  }
}
