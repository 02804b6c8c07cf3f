import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import type { Sandbox } from "../sandbox.ts";

/** Addresses that processes of a sandbox listen on over TCP, as `127.0.0.1:7420` and `[::1]:7420` (proc_net_tcp(5)). */
export function listeningAddresses(sandbox: Sandbox): readonly string[] {
  const inodes = new Set(sandbox.processes().flatMap(({ pid }) => socketsOf(pid)));
  return ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((table) =>
    readFileSync(table, "utf8")
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode = ""]) => state === "0A" && inodes.has(inode))
      .map(([, address = ""]) => readable(address)),
  );
}

function socketsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((name) => /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/${pid}/fd/${name}`))?.[1] ?? []);
  } catch {
    return [];
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}

/** `0100007F:1CFC` is 127.0.0.1:7420: words of four bytes, the lowest byte first. */
function readable(text: string): string {
  const [address = "", port = ""] = text.split(":");
  const bytes = (address.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).reverse());
  const shown =
    bytes.length === 4
      ? bytes.map((byte) => Number.parseInt(byte, 16)).join(".")
      : `[${(bytes.join("").match(/.{4}/g) ?? []).map((group) => group.toLowerCase()).join(":")}]`;
  return `${shown}:${Number.parseInt(port, 16)}`;
}
