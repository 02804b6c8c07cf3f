import { formatPath, type Path } from "../../model/path.ts";
import { nodeAt } from "../resolve/node-at.ts";
import { parseTemplate } from "../resolve/template.ts";
import type { Rule, RuleContext } from "./rule.ts";
import { canBeSecret, findSecret, isSecretName, type SecretShape } from "./secret-shapes.ts";
import { textsOfServer, textsOfService, type UsedText } from "./texts.ts";

/** Secrets are referred to, never written down. The diagnostic does not show the secret either. */
export const noSecretLiterals: Rule = {
  name: "no-secret-literals",
  codes: ["MCPC5005"],
  check(context) {
    for (const used of allTexts(context)) {
      const found = secretIn({ ...used, text: asWritten(context, used) });
      if (found !== undefined) reportSecret(context, used, found);
    }
  },
};

function allTexts({ stack, servers, services }: RuleContext): UsedText[] {
  const tokens = stack.data.gateway.auth.bearer?.tokens;
  return [
    ...servers.flatMap(([name, server]) => textsOfServer(name, server)),
    ...services.flatMap(([name, service]) => textsOfService(name, service)),
    ...(tokens === undefined ? [] : [{ path: ["gateway", "auth", "bearer", "tokens"], text: tokens }]),
    ...Object.entries(stack.data.secrets).flatMap(([name, { from }]) =>
      (from?.exec ?? []).map((text, index) => ({ path: ["secrets", name, "from", "exec", index], text })),
    ),
    ...Object.entries(stack.data.variables).flatMap(([name, variable]) =>
      typeof variable.default === "string" ? [{ path: ["variables", name, "default"], text: variable.default }] : [],
    ),
    ...Object.entries(stack.data.environments).flatMap(([environment, { set }]) =>
      Object.entries(set).flatMap(([name, value]) =>
        typeof value === "string" ? [{ path: ["environments", environment, "set", name], text: value }] : [],
      ),
    ),
  ];
}

/** The text before variables were put in: what a variable brings is judged where the variable gets it. */
function asWritten({ stack }: RuleContext, { path, text }: UsedText): string {
  const node = nodeAt(stack.tree, path);
  return node?.kind === "scalar" ? (node.source ?? text) : text;
}

function secretIn({ path, text }: UsedText): SecretShape | undefined {
  const plain = withoutReferences(text);
  const found = findSecret(plain);
  if (found !== undefined) return found;
  const name = nameOfValue(path);
  if (name === "tokens" && canBeSecret(plain)) return { looks: "its tokens written out", literal: text };
  return name !== undefined && isSecretName(name) && canBeSecret(plain) ? { looks: "its value written out", literal: text } : undefined;
}

function withoutReferences(text: string): string {
  if (!text.includes("${")) return text;
  return parseTemplate(text)
    .parts.map((part) => (part.kind === "text" ? part.text : "\0"))
    .join("");
}

/** The name a person gave the value: the variable, the header. Arguments have none. */
function nameOfValue(path: Path): string | undefined {
  if (path[0] === "variables") return String(path[1]);
  const last = path.at(-1);
  return typeof last === "string" && last !== "url" ? last : undefined;
}

function reportSecret(context: RuleContext, { path, text }: UsedText, { looks, literal }: SecretShape): void {
  const whole = context.near(path, "value");
  const [section, owner] = path;
  const address = section === "servers" ? `server.${owner}` : section === "services" ? `service.${owner}` : undefined;
  context.report(
    "MCPC5005",
    { place: formatPath(path), looks, secret: secretName(path) },
    { range: literal === text ? whole : context.within(whole, literal), address, sensitive: true },
  );
}

/** A name for the secret that should be declared: `GITHUB_TOKEN` → `github-token`, else the owner's name and `-secret`. */
function secretName(path: Path): string {
  const name = nameOfValue(path);
  const base = name === "tokens" ? "gateway-tokens" : name !== undefined && isSecretName(name) ? name : `${path[1]}-secret`;
  return base
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}
