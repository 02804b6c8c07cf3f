import * as z from "zod/mini";
import { type ExclusiveKeys, exactlyOne } from "./exactly-one.ts";
import { field, passedText, publicText, referenceText, remoteUrl, shared } from "./field.ts";
import { npmPackage, pypiPackage } from "./package-spec.ts";
import { filePath, label } from "./text.ts";

/** What of `run` goes with what. */
export const runRules: ExclusiveKeys = {
  kinds: ["npm", "pypi", "image", "command", "url"],
  belongs: {
    args: ["npm", "pypi", "image", "command"],
    bin: ["npm", "pypi"],
    installScripts: ["npm"],
    python: ["pypi"],
    with: ["pypi"],
    entrypoint: ["image"],
    cwd: ["command"],
    build: ["command"],
    headers: ["url"],
  },
};

/** Program and arguments. */
export const commandLine = shared(() => z.array(publicText()).check(z.minLength(1)));

/** The same where no reference can stand, because it runs outside the environment of a server. */
export const plainCommandLine = shared(() => z.array(passedText()).check(z.minLength(1)));

/** Container image reference, loosely: the rules judge its tag. */
export const imageName = shared(() => z.string({ checks: [z.maxLength(500), z.regex(/^[a-zA-Z0-9][^\s\0]*$/)] }));

export const buildSchema = shared(() =>
  z.strictObject({
    context: field(filePath(), "Folder that is sent to the builder, relative to the stack's folder.", "./servers/tasks"),
    dockerfile: field(z.optional(filePath()), "Dockerfile, relative to `context`. Without one, a fitting one is written.", "Dockerfile"),
    args: field(
      z.optional(z.record(z.string({ checks: [z.minLength(1)] }), z.string())),
      "Build arguments. They stay visible in the image: no secrets.",
      {
        NODE_VERSION: "24",
      },
    ),
    target: field(z.optional(label()), "Stage of a multi-stage Dockerfile to stop at.", "runtime"),
  }),
);

/** What is started: exactly one of npm, pypi, image, command, url. */
export const runSchema = () =>
  exactlyOne(
    {
      npm: field(
        z.optional(npmPackage()),
        "Package from an npm registry, installed once with its integrity kept.",
        "@modelcontextprotocol/server-memory@2026.8.31",
      ),
      pypi: field(z.optional(pypiPackage()), "Package from PyPI, run through uv.", "mcp-server-time==2026.8.31"),
      image: field(z.optional(imageName()), "Container image. Pin a tag or, better, a digest.", "ghcr.io/example/tasks:1.4.2"),
      command: field(z.optional(commandLine()), "Program and arguments, started without a shell.", ["node", "dist/main.js"]),
      url: field(
        z.optional(remoteUrl()),
        "Somebody else runs it: it is routed, tested and given to clients, never started.",
        "https://mcp.example.com/mcp",
      ),
      args: field(z.optional(z.array(publicText())), "Arguments after the program.", ["--verbose"]),
      bin: field(z.optional(label()), "Which program of the package, when it has several.", "mcp-server-memory", {
        otherwise: "the only program, or the one named like the package",
      }),
      installScripts: field(
        z.optional(z.boolean()),
        "Let the package's install scripts run. They execute code of every dependency.",
        true,
        {
          otherwise: "false",
        },
      ),
      python: field(z.optional(z.string({ checks: [z.regex(/^3\.\d{1,2}(?:\.\d{1,3})?$/)] })), "Python version.", "3.12", {
        otherwise: "what uv chooses",
      }),
      with: field(z.optional(z.array(label())), "Further pinned requirements in the same Python environment.", ["mcp==1.20.0"]),
      entrypoint: field(z.optional(commandLine()), "Replaces the entry point of the image.", ["/usr/bin/server"]),
      cwd: field(z.optional(filePath()), "Working directory, relative to the stack's folder.", "./servers/tasks", {
        otherwise: "the stack's folder",
      }),
      build: field(z.optional(buildSchema()), "How the command becomes an image, for targets that need one.", {
        context: "./servers/tasks",
      }),
      headers: field(
        z.optional(z.record(z.string({ checks: [z.regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/)] }), referenceText())),
        "Headers sent with every request to the URL.",
        {
          Authorization: "Bearer ${secret.weather-token}",
        },
      ),
    },
    runRules,
  );
