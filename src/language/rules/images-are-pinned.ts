import type { Path } from "../../model/path.ts";
import { type Rule, type RuleContext, title } from "./rule.ts";

/** An image is named by a digest or by a tag that says a full version. */
export const imagesArePinned: Rule = {
  name: "images-are-pinned",
  codes: ["MCPC5003", "MCPC5004"],
  check(context) {
    for (const [name, { run }] of context.servers) {
      if (run.image !== undefined) judge(context, "server", name, run.image, ["servers", name, "run", "image"]);
    }
    for (const [name, { image }] of context.services) {
      if (image !== undefined) judge(context, "service", name, image, ["services", name, "image"]);
    }
  },
};

function judge(context: RuleContext, kind: "server" | "service", name: string, image: string, path: Path): void {
  if (/@sha(?:256|512):[0-9a-f]{32,}$/.test(image)) return;
  const tag = tagOf(image);
  const whole = context.near(path, "value");
  const place = { range: tag === undefined ? whole : context.within(whole, tag), address: `${kind}.${name}` };
  const who = title(kind, name);
  if (tag === undefined || !/\d/.test(tag)) context.report("MCPC5003", { who, image, tag }, place);
  else if (/^v?\d+(?:-[a-z][a-z0-9]*)*$/i.test(tag) && !isDate(tag)) context.report("MCPC5004", { who, image, tag }, place);
}

/** What follows the last colon, unless that belongs to a registry's port: `localhost:5000/tasks` has no tag. */
function tagOf(image: string): string | undefined {
  const name = image.slice(image.lastIndexOf("/") + 1).split("@")[0] ?? "";
  const colon = name.indexOf(":");
  return colon < 0 ? undefined : name.slice(colon + 1);
}

/** Tags such as `20260831` or a long build number name one build. */
function isDate(tag: string): boolean {
  return /^v?\d{5,}/.test(tag);
}
