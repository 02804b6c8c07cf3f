import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";

/** Two checksums: of the source and of what V8 made of it. */
const HEAD_BYTES = 8;

/**
 * Loads a CommonJS bundle, written as the function that Node.js would put around it, from the compiled form an earlier run kept in `cache`,
 * and keeps it there when there is none; `undefined` keeps nothing. Node.js has a cache of its own, but fills it before anything has run, so
 * that every function is compiled again when it is first called: a third of a start. Here it is filled at the end. A cache that is damaged, of
 * another version or cannot be written is no error.
 */
export function loadCompiled(file: string, cache: string | undefined): unknown {
  const { Script } = process.getBuiltinModule("node:vm");
  const bytes = readFileSync(file);
  const checksum = crc32(bytes);
  const kept = cache === undefined ? undefined : readKept(cache, checksum);
  const script = new Script(textOf(bytes), { filename: file, ...(kept === undefined ? {} : { cachedData: kept }) });
  if (cache !== undefined && (kept === undefined || script.cachedDataRejected === true)) {
    process.on("exit", (code) => {
      if (code === 0) keep(cache, checksum, script.createCachedData());
    });
  }
  const module = { exports: {} as unknown };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  return module.exports;
}

/** ASCII is shared with V8 as it is, and anything else copied into its heap, which has to be tidied up sooner for it. */
function textOf(bytes: Buffer): string {
  const { isAscii } = process.getBuiltinModule("node:buffer");
  return bytes.toString(isAscii(bytes) ? "latin1" : "utf8");
}

/** Not imported: `--version` stands in the same file and needs none of it. */
function crc32(bytes: Buffer): number {
  return process.getBuiltinModule("node:zlib").crc32(bytes);
}

/** V8 itself looks at its version and at the length of the source only: what is damaged or of another source would crash or run as something else. */
function readKept(cache: string, checksum: number): Buffer | undefined {
  try {
    const bytes = readFileSync(cache);
    const data = bytes.subarray(HEAD_BYTES);
    return bytes.readUInt32LE(0) === checksum && bytes.readUInt32LE(4) === crc32(data) ? data : undefined;
  } catch {
    return undefined;
  }
}

function keep(cache: string, checksum: number, data: Buffer): void {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32LE(checksum, 0);
  head.writeUInt32LE(crc32(data), 4);
  const draft = `${cache}.${process.pid}`;
  try {
    mkdirSync(dirname(cache), { recursive: true, mode: 0o700 });
    writeFileSync(draft, Buffer.concat([head, data]), { mode: 0o600 });
    renameSync(draft, cache);
  } catch {
    // The next start takes as long as this one.
  }
}
