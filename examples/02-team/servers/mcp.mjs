/**
 * The least of the Model Context Protocol (revision 2025-11-25) that a server with tools needs, without dependencies: `initialize`, `ping`,
 * `tools/list`, `tools/call`. A tool is `{description, inputSchema, run(args)}`; what `run` throws becomes a result with `isError`.
 */
export function createAnswer(name, tools) {
  const answers = {
    initialize: () => ({ protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo: { name, version: "1.0.0" } }),
    ping: () => ({}),
    "tools/list": () => ({
      tools: Object.entries(tools).map(([tool, { description, inputSchema }]) => ({ name: tool, description, inputSchema })),
    }),
    "tools/call": ({ name: tool, arguments: args = {} }) => {
      if (!Object.hasOwn(tools, tool)) throw Object.assign(new Error(`unknown tool ${tool}`), { code: -32602 });
      return callTool(tools[tool], args);
    },
  };

  /** Gives the JSON-RPC response to a message, or nothing when it was a notification. */
  return async function answer({ id, method, params = {} }) {
    if (id === undefined) return undefined;
    try {
      if (!Object.hasOwn(answers, method)) throw Object.assign(new Error(`unknown method ${method}`), { code: -32601 });
      return { jsonrpc: "2.0", id, result: await answers[method](params) };
    } catch (error) {
      return { jsonrpc: "2.0", id, error: { code: error.code ?? -32603, message: error.message } };
    }
  };
}

async function callTool(tool, args) {
  try {
    return { content: [{ type: "text", text: await tool.run(args) }], isError: false };
  } catch (error) {
    return { content: [{ type: "text", text: error.message }], isError: true };
  }
}
