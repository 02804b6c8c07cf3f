import type { Artifact } from "../../../src/engine/artifact.ts";
import type { CompileContext } from "../../../src/engine/target.ts";
import type { Model } from "../../../src/model/model.ts";
import type { NginxOptions } from "../options.ts";
import { publicUrl } from "../site/public-url.ts";
import type { SiteSpec } from "../site/site-spec.ts";

/** Tells whoever finds the folder what it is, how it is put to work without mcpc, and where clients go. */
export function readme(spec: SiteSpec, model: Model, { options, provenance }: CompileContext<NginxOptions>): Artifact {
  const flag = `-e ${model.environment}`;
  const lines = [
    // Two hyphens would end the comment.
    ...provenance.map((line) => `<!-- ${line.replaceAll("--", "- -")} -->`),
    "",
    `# ${model.stack}, ${model.environment}, behind nginx ${spec.version}`,
    "",
    `\`${spec.file}\` is one site for the nginx of a host. It starts nothing: the servers run already.`,
    "",
    "```sh",
    `mcpc apply ${flag}      # put it before nginx, and verify it`,
    `mcpc status ${flag}     # which servers answer`,
    `mcpc logs -f ${flag}    # who calls what`,
    `mcpc destroy ${flag}    # take it away`,
    "```",
    "",
    "Without mcpc:",
    "",
    "```sh",
    `cp ${spec.file} ${options.directory}/`,
    ...secretFiles(spec),
    `nginx -t && ${(options.reload ?? ["nginx", "-s", "reload"]).join(" ")}`,
    "```",
    "",
    "| server | behind nginx | for clients |",
    "| --- | --- | --- |",
    ...Object.entries(spec.routes).map(([name, { path, upstream }]) => {
      const behind = upstream.servers.map(({ host, port }) => `${host}:${port}`).join(", ");
      return `| ${name} | ${behind} | ${publicUrl(spec)}${path.replaceAll("|", "%7C")} |`;
    }),
    "",
  ];
  return { path: "README.md", content: lines.join("\n"), mediaType: "text/markdown", sources: model.servers.map(({ address }) => address) };
}

function secretFiles({ tokensFile, routes }: SiteSpec): readonly string[] {
  const lines: string[] = [];
  if (tokensFile !== undefined) lines.push(`# ${tokensFile}, mode 0600: one line "~^Bearer +TOKEN$" NAME; per token`);
  for (const { upstream } of Object.values(routes)) {
    if (upstream.headersFile !== undefined) lines.push(`# ${upstream.headersFile}, mode 0600: proxy_set_header NAME "VALUE"; per header`);
  }
  return lines;
}
