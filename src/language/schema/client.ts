import * as z from "zod/mini";

/** MCP clients for which a configuration can be written. */
export const clientNames = ["claude-code", "claude-desktop", "cursor", "vscode", "windsurf", "zed", "codex", "gemini-cli"] as const;

export const clientSchema = () => z.enum(clientNames);
