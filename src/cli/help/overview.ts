/** What the overview says beside the verbs. */
export interface Overview {
  readonly purpose: string;
  readonly usage: string;
  /** Command lines and what they do. */
  readonly examples: readonly (readonly [string, string])[];
}

export const overview: Overview = {
  purpose: "mcpc turns one checked file, mcp.stack.yaml, into running MCP servers.",
  usage: "mcpc [-f PATH] [-e ENVIRONMENT] COMMAND [OPTIONS]",
  examples: [
    ["mcpc init", "write a first stack file"],
    ["mcpc apply", "run it, and shake hands with every server"],
    ['mcpc call everything echo \'{"message": "hello"}\'', "use a tool"],
    ["mcpc destroy", "take everything away again"],
  ],
};
