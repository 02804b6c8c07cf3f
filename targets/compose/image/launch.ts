/** Where the runtime is in images that mcpc builds. */
export const runtimeFile = "/opt/mcpc/mcpc-runtime.mjs";

/** How Node is started in an image: by its name where the image has one, else the one that the runtime's image brings, with its own libraries. */
export const nodeCommands = {
  own: ["node"],
  brought: ["/opt/mcpc/lib/ld.so", "--library-path", "/opt/mcpc/lib", "/opt/mcpc/bin/node"],
} as const;

/** Port on which a bridge listens in its container. */
export const bridgePort = 8080;

export type NodeKind = keyof typeof nodeCommands;

/** Program and leading arguments that start the runtime. */
export function runtimeCommand(node: NodeKind): readonly string[] {
  return [...nodeCommands[node], runtimeFile];
}
