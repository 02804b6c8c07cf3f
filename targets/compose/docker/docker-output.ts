const longest = 400;
const mostLines = 3;

/** The telling end of what docker printed: no colours, no progress, no credentials in URLs, on one line. */
export function dockerOutput(output: string): string {
  const lines = output
    // biome-ignore lint/complexity/useRegexLiterals: a literal would hold the control character itself
    .replace(new RegExp("\\u001b\\[[0-9;]*[A-Za-z]", "g"), "")
    .split("\n")
    .map((line) => line.replace(/^(?:#\d+ )?(?:\d+\.\d+ )?(?:Error response from daemon: |ERROR: )?/, "").trim())
    .filter((line) => line !== "" && !isNoise(line))
    .map((line) => line.replace(/(\w+:\/\/)[^/@\s]+@/g, "$1"));
  const text = lines.slice(-mostLines).join("; ");
  return text.length > longest ? `…${text.slice(1 - longest)}` : text;
}

/** What Compose and BuildKit say of their progress, frames of Dockerfiles, and advice on help. */
function isNoise(line: string): boolean {
  return (
    /^(?:Container|Network|Volume|Image) \S+ +(?:Creat|Start|Stop|Recreat|Runn|Wait|Pull|Error|Health|Exit|Remov)/.test(line) ||
    /^(?:\d+ \||>>>|-{3,}|Dockerfile:\d+|DONE|CACHED|CANCELED|WARN\[)/.test(line) ||
    /^(?:See 'docker|Run 'docker|View build details|time=".*level=warning)/.test(line)
  );
}
