const longest = 400;
const mostLines = 3;

/** The telling end of what an installer printed: no colours, no prefixes, no credentials in URLs, on one line. */
export function installerOutput(output: string): string {
  const lines = output
    // biome-ignore lint/complexity/useRegexLiterals: a literal would hold the control character itself
    .replace(new RegExp("\\u001b\\[[0-9;]*[A-Za-z]", "g"), "")
    .split("\n")
    .map((line) => line.replace(/^npm (?:error|ERR!)(?: code| notarget| \d{3})?/, "").trim())
    .filter((line) => line !== "" && !/^npm (?:warn|notice)|^A complete log of this run|^In most cases you or one of/i.test(line))
    .map((line) => line.replace(/(\w+:\/\/)[^/@\s]+@/g, "$1"));
  const text = lines.slice(-mostLines).join("; ");
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
