/** The parts of the SDK in use, in a module of their own, so that bundling drops the rest and start does not load them. */
export { SSEClientTransport, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
