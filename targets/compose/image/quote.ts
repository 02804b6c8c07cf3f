/** Quoting for Dockerfiles: https://docs.docker.com/reference/dockerfile/ (Format, Environment replacement, Shell and exec form). */

/** Exec form, which no shell and no variable touches. `<` is written as an escape: two of them would begin a here-document. */
export function execForm(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word).replaceAll("<", "\\u003c")).join(", ")}]`;
}

/** One word of an instruction that replaces variables and removes quotes, such as `WORKDIR`, `USER` and `FROM`. */
export function instructionWord(text: string): string {
  return text.replace(/[\\$'"]/g, "\\$&");
}

/** The list form of `COPY`, where each path is such a word again. */
export function pathList(paths: readonly string[]): string {
  return execForm(paths.map(instructionWord));
}

/** A comment is one line. */
export function comment(text: string): string {
  return text.replace(/[\r\n\u2028\u2029]+/g, " ");
}
