import * as z from "zod";
import { type ExclusiveKeys, exactlyOne } from "./exactly-one.ts";
import { field, passedText, publicText, referenceText, remoteUrl, shared } from "./field.ts";
import { npmPackage, pypiPackage } from "./package-spec.ts";
import { filePath, label } from "./text.ts";

/** What of `run` goes with what. */
export const RUN_RULES: ExclusiveKeys = {
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
export const commandLine = shared(() => z.array(publicText()).min(1));

/** The same where no reference can stand, because it runs outside the environment of a server. */
export const plainCommandLine = shared(() => z.array(passedText()).min(1));

/** Container image reference, loosely: the rules judge its tag. */
export const imageName = shared(() =>
  z
    .string()
    .max(500)
    .regex(/^[a-zA-Z0-9][^\s\0]*$/),
);

export const buildSchema = shared(() =>
  z.strictObject({
    context: field(filePath(), "Folder that is sent to the builder, relative to the stack's folder.", "./servers/tasks"),
    dockerfile: field(filePath().optional(), "Dockerfile, relative to `context`. Without one, a fitting one is written.", "Dockerfile"),
    args: field(z.record(z.string().min(1), z.string()).optional(), "Build arguments. They stay visible in the image: no secrets.", {
      NODE_VERSION: "24",
    }),
    target: field(label().optional(), "Stage of a multi-stage Dockerfile to stop at.", "runtime"),
  }),
);

/** What is started: exactly one of npm, pypi, image, command, url. */
export const runSchema = () =>
  exactlyOne(
    {
      npm: field(
        npmPackage().optional(),
        "Package from an npm registry, installed once with its integrity kept.",
        "@modelcontextprotocol/server-memory@2026.8.31",
      ),
      pypi: field(pypiPackage().optional(), "Package from PyPI, run through uv.", "mcp-server-time==2026.8.31"),
      image: field(imageName().optional(), "Container image. Pin a tag or, better, a digest.", "ghcr.io/example/tasks:1.4.2"),
      command: field(commandLine().optional(), "Program and arguments, started without a shell.", ["node", "dist/main.js"]),
      url: field(
        remoteUrl().optional(),
        "Somebody else runs it: it is routed, tested and given to clients, never started.",
        "https://mcp.example.com/mcp",
      ),
      args: field(z.array(publicText()).optional(), "Arguments after the program.", ["--verbose"]),
      bin: field(label().optional(), "Which program of the package, when it has several.", "mcp-server-memory", {
        otherwise: "the only program, or the one named like the package",
      }),
      installScripts: field(z.boolean().optional(), "Let the package's install scripts run. They execute code of every dependency.", true, {
        otherwise: "false",
      }),
      python: field(
        z
          .string()
          .regex(/^3\.\d{1,2}(?:\.\d{1,3})?$/)
          .optional(),
        "Python version.",
        "3.12",
        { otherwise: "what uv chooses" },
      ),
      with: field(z.array(label()).optional(), "Further pinned requirements in the same Python environment.", ["mcp==1.20.0"]),
      entrypoint: field(commandLine().optional(), "Replaces the entry point of the image.", ["/usr/bin/server"]),
      cwd: field(filePath().optional(), "Working directory, relative to the stack's folder.", "./servers/tasks", {
        otherwise: "the stack's folder",
      }),
      build: field(buildSchema().optional(), "How the command becomes an image, for targets that need one.", {
        context: "./servers/tasks",
      }),
      headers: field(
        z.record(z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/), referenceText()).optional(),
        "Headers sent with every request to the URL.",
        {
          Authorization: "Bearer ${secret.weather-token}",
        },
      ),
    },
    RUN_RULES,
  );
