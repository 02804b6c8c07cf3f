/** The system's word for what went wrong (`ENOENT`), when `error` has one. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

const words: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "your quota is used up",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is not a folder",
  ELOOP: "its symbolic links go round in circles",
  ENAMETOOLONG: "its name is too long",
};

/** Why the system refused (errno(3)), in words that go after a colon; `undefined` for an error that is not the system's. */
export function systemReason(error: unknown): string | undefined {
  const code = errorCode(error);
  return code === undefined ? undefined : (words[code] ?? `the system says ${code}`);
}
