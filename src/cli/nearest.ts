// In diagnostics, so that the language and the MCP client suggest names the same way.
export { nearest } from "../diagnostics/nearest.ts";
