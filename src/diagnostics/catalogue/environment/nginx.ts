import { define } from "../../definition.ts";

/** 65xx: nginx as the front door. 650x to 651x: what it answers itself, so no text may hold more of a request than the server's name. */
export const nginxDiagnostics = {
  MCPC6501: define<{ what: "host" | "origin" }>({
    severity: "error",
    title: "nginx does not know this host or origin",
    message: ({ what }) => (what === "host" ? "this host name is not allowed here" : "this origin is not allowed here"),
    hint: ({ what }) => (what === "host" ? "add the name to gateway.hosts" : "add it to gateway.origins"),
    page: {
      why: "A web page can make a browser call a server under a name of its own (DNS rebinding), and pages of strangers have no business with these servers. Only known names and origins are answered.",
      wrong: "gateway: {}   # and a client that uses http://mcp.example.com",
      right: "gateway: {hosts: [mcp.example.com]}",
    },
  }),
  MCPC6502: define<{ server: string }>({
    severity: "error",
    title: "nginx cannot tell which tool is called",
    message: ({ server }) => `server "${server}" is called in the protocol revision 2026-07-28, named in MCP-Protocol-Version`,
    page: {
      why: "tools.allow, deny and limits are kept by nginx, which reads headers and no bodies. Only from 2026-07-28 on do headers say what is called.",
      wrong: "MCP-Protocol-Version: 2025-11-25",
      right: "MCP-Protocol-Version: 2026-07-28\nMcp-Method: tools/call\nMcp-Name: search",
    },
  }),
  MCPC6503: define<{ server: string }>({
    severity: "error",
    title: "tool cannot be called through nginx",
    message: ({ server }) => `this tool of server "${server}" cannot be called here`,
    page: {
      why: "tools.allow or tools.deny of the server excludes it, or the request does not name it in Mcp-Name as it is.",
      wrong: "tools: {deny: [delete_task]}   # and a call of delete_task",
      right: "tools: {deny: []}",
    },
  }),
  MCPC6504: define({
    severity: "error",
    title: "nginx has no server at this path",
    message: () => "no MCP server at this path",
    page: {
      why: "nginx passes each server's own path on. It cannot merge servers into one: only the gateway answers at /mcp.",
      wrong: "https://mcp.example.com/tasks",
      right: "https://mcp.example.com/tasks/mcp",
    },
  }),
  MCPC6505: define<{ server: string }>({
    severity: "error",
    title: "server does not take this method",
    message: ({ server }) => `server "${server}" does not take requests with this HTTP method`,
    page: {
      why: "Calls are POST. GET and DELETE belong to the sessions of 2025-11-25 and before; a server with protocol: modern has none.",
      wrong: "GET /search/mcp",
      right: "POST /search/mcp",
    },
  }),
  MCPC6506: define<{ server: string }>({
    severity: "error",
    title: "too many calls for nginx",
    message: ({ server }) => `too many calls to server "${server}"; try again in a moment`,
    page: {
      why: "The limits of the server, of the tool or of the whole front door were reached. The call was not sent, so it may be tried again.",
      wrong: "limits: {rate: 1/s}   # and an agent that calls ten tools at once",
      right: "limits: {rate: 20/s, concurrency: 10}",
    },
  }),
  MCPC6507: define<{ server: string }>({
    severity: "error",
    title: "request is too long for nginx",
    message: ({ server }) => `the body is longer than server "${server}" takes`,
    page: {
      why: "limits.body bounds what is taken for one request; it is 4Mi unless set.",
      wrong: "limits: {body: 64Ki}   # and a tool that is given files",
      right: "limits: {body: 16Mi}",
    },
  }),
  MCPC6508: define<{ server: string }>({
    severity: "error",
    title: "server behind nginx does not answer",
    message: ({ server }) => `server "${server}" gave no answer: no connection, or a broken one`,
    hint: () => "if the call was sent it may have run; look before trying it again",
    page: {
      why: "The request was passed on, and the connection to the server failed.",
      wrong: "servers:\n  tasks: {run: {command: [node, main.js]}, transport: http, port: 8001}   # it listens on 8000",
      right: "servers:\n  tasks: {run: {command: [node, main.js]}, transport: http, port: 8000}",
    },
  }),
  MCPC6509: define<{ server: string }>({
    severity: "error",
    title: "call behind nginx took too long",
    message: ({ server }) => `server "${server}" was silent for longer than a call may take`,
    hint: () => "the call may have run; look before trying it again",
    page: {
      why: "limits.timeout ran out without a byte from the server.",
      wrong: "limits: {timeout: 1s}   # and a tool that takes ten",
      right: "limits: {timeout: 30s}",
    },
  }),
  MCPC6511: define<{ line: number }>({
    severity: "error",
    title: "not a bearer token",
    message: ({ line }) => `token ${line} of gateway.auth.bearer has characters that no bearer token has`,
    hint: () => "letters, digits and -._~+/ make a token, with = at its end",
    page: {
      why: "A bearer token is one word of the characters that RFC 6750 names; anything else cannot be sent in the header Authorization.",
      wrong: "$ GATEWAY_TOKENS='my token' mcpc apply -e prod",
      right: "$ GATEWAY_TOKENS=$(openssl rand -hex 32) mcpc apply -e prod",
    },
  }),
  MCPC6512: define<{ header: string }>({
    severity: "error",
    title: "value cannot stand in a header",
    message: ({ header }) => `the value of header "${header}" holds control characters`,
    hint: () => "look for a line break at the end of the secret",
    page: {
      why: "A header ends where its line does. A line break in its value would begin another header.",
      wrong: "$ WEATHER_TOKEN=\"$(printf 'a\\nb')\" mcpc apply -e prod",
      right: '$ WEATHER_TOKEN="$(cat token)" mcpc apply -e prod',
    },
  }),
};
