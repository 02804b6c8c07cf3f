import { define } from "../../definition.ts";

const seconds = (milliseconds: number) => `${Math.max(1, Math.ceil(milliseconds / 1000))} s`;

/** 6336–6349: limits, authentication and configuration of the gateway. */
export const gatewayDiagnostics = {
  MCPC6336: define<{ server: string; limit: "concurrency" | "rate"; retryAfterMs: number }>({
    severity: "error",
    title: "too many calls",
    message: ({ server, limit, retryAfterMs }) =>
      limit === "rate"
        ? `too many calls to server "${server}" in a short time; try again in ${seconds(retryAfterMs)}`
        : `too many calls to server "${server}" at the same time; try again in ${seconds(retryAfterMs)}`,
    page: {
      why: "The limits of the server, of the tool or of the whole gateway were reached. The call was not sent, so it may be tried again.",
      wrong: "limits: {rate: 1/s}   # and an agent that calls ten tools at once",
      right: "limits: {rate: 20/s, concurrency: 10}",
    },
  }),
  MCPC6337: define<{ server: string; retryAfterMs: number }>({
    severity: "error",
    title: "server is left alone for a while",
    message: ({ server, retryAfterMs }) =>
      `server "${server}" gave no answer several times in a row; it is tried again in ${seconds(retryAfterMs)}`,
    hint: ({ server }) => `mcpc probe ${server} asks it directly`,
    page: {
      why: "After five calls in a row without an answer the gateway stops sending more, so that nobody waits for what does not come. One call tries again after a while.",
      wrong: "$ mcpc call weather forecast '{}'   # the fifth call that ends in 502",
      right: "$ mcpc status\n$ mcpc logs weather",
    },
  }),
  MCPC6338: define<{ server: string; timeoutMs: number }>({
    severity: "error",
    title: "call took too long",
    message: ({ server, timeoutMs }) => `server "${server}" gave no answer within ${timeoutMs} ms`,
    hint: () => "the call may have run; look before trying it again",
    page: {
      why: "The call was longer under way than limits.timeout allows. The server was told to stop, but it may have done its work.",
      wrong: "limits: {timeout: 1s}   # and a tool that takes ten",
      right: "limits: {timeout: 30s}\ntools: {limits: {export_all: {timeout: 10m}}}",
    },
  }),
  MCPC6339: define<{ server: string; status: number; contentType: string }>({
    severity: "error",
    title: "server behind the gateway does not answer in MCP",
    message: ({ server, status, contentType }) =>
      `server "${server}" answered with status ${status} and ${contentType || "no content type"} instead of MCP`,
    page: {
      why: "Something between the gateway and the server answered in its place: a proxy's error page, a login page, another program on that port.",
      wrong: "HTTP/1.1 502 Bad Gateway\nContent-Type: text/html",
      right: "$ mcpc probe https://mcp.example.com/mcp",
    },
  }),
  MCPC6340: define({
    severity: "error",
    title: "the gateway wants a token",
    message: () => "a token is needed here, in the header Authorization",
    page: {
      why: "gateway.auth says who may call, and the request named nobody.",
      wrong: "curl http://127.0.0.1:7420/mcp",
      right: 'curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:7420/mcp',
    },
  }),
  MCPC6341: define<{ problem: string }>({
    severity: "error",
    title: "token is not accepted",
    message: ({ problem }) => `the token is not accepted: ${problem}`,
    page: {
      why: "It is none of the tokens in gateway.auth.bearer, or a signed token of another issuer or for another audience, or too old.",
      wrong: "Authorization: Bearer of-last-year",
      right: "auth: {jwt: {issuer: https://login.example.com, audience: https://mcp.example.com}}",
    },
  }),
  MCPC6342: define<{ reason: string }>({
    severity: "error",
    title: "the issuer's keys cannot be read",
    message: ({ reason }) => `tokens cannot be checked now: ${reason}`,
    page: {
      why: "The keys with which the issuer signs are fetched from its metadata or from jwksUrl, and that failed. Nobody is let in unchecked.",
      wrong: "auth: {jwt: {issuer: https://login.example.com, audience: mcp, jwksUrl: https://login.example.com/wrong}}",
      right: "auth: {jwt: {issuer: https://login.example.com, audience: mcp}}",
    },
  }),
  MCPC6343: define<{ server: string }>({
    severity: "error",
    title: "server is paused",
    message: ({ server }) => `server "${server}" is paused; it takes no calls until somebody resumes it`,
    page: {
      why: "Somebody paused it through the gateway's API. Calls that were under way were finished.",
      wrong: "POST /api/v1/servers/tasks/pause",
      right: "POST /api/v1/servers/tasks/resume",
    },
  }),
  MCPC6344: define<{ file: string; problems: readonly string[] }>({
    severity: "error",
    title: "gateway configuration is wrong",
    message: ({ file, problems }) => `"${file}" is no configuration of a gateway: ${problems.join("; ")}`,
    page: {
      why: "`mcpc gateway --config` reads a JSON file; docs/gateway.md tells what may be in it.",
      wrong: '{"servers": {"tasks": "http://127.0.0.1:8001/mcp"}}',
      right: '{"servers": {"tasks": {"urls": ["http://127.0.0.1:8001/mcp"]}}}',
    },
  }),
  MCPC6345: define<{ host: string; port: number; reason: string }>({
    severity: "error",
    title: "gateway cannot listen",
    message: ({ host, port, reason }) => `the gateway cannot listen on ${host}:${port}: ${reason}`,
    hint: () => "--port takes another one",
    page: {
      why: "Another program has the port, or the address is none of this machine.",
      wrong: "$ mcpc gateway --config gateway.json --port 80",
      right: "$ mcpc gateway --config gateway.json --port 7500",
    },
  }),
  MCPC6346: define<{ method: string; path: string }>({
    severity: "error",
    title: "the gateway's API has no such thing",
    message: ({ method, path }) => `the API has no ${method} ${path}`,
    hint: () => "GET /api/v1/openapi.json lists all there is",
    page: {
      why: "The path, the method or the server's name is wrong.",
      wrong: "GET /api/v1/server/tasks",
      right: "GET /api/v1/servers/tasks",
    },
  }),
  MCPC6347: define<{ limitBytes: number }>({
    severity: "error",
    title: "request is too long",
    message: ({ limitBytes }) => `the body is longer than the ${limitBytes} bytes that are taken here`,
    page: {
      why: "limits.body bounds what is kept in memory for one request; it is 4Mi unless set.",
      wrong: "limits: {body: 64Ki}   # and a tool that is given files",
      right: "limits: {body: 16Mi}",
    },
  }),
  MCPC6348: define({
    severity: "error",
    title: "the gateway is not set up yet",
    message: () => "the gateway has not been told yet who may call",
    page: {
      why: "It was just started and waits for its tokens, which are kept in memory only. Until then nobody is let in.",
      wrong: "$ curl http://127.0.0.1:7420/mcp   # in the second after a start",
      right: "$ mcpc apply",
    },
  }),
  MCPC6349: define<{ name: string; servers: readonly string[] }>({
    severity: "error",
    title: "several servers have this resource",
    message: ({ name, servers }) => `"${name}" is a resource of ${servers.map((server) => `"${server}"`).join(" and ")}`,
    hint: ({ servers }) => `ask one of them at its own endpoint, /${servers[0]}/mcp`,
    page: {
      why: "The merged endpoint serves what belongs to one server only. A URI that two servers have could mean either.",
      wrong: "resources/read of file:///notes.md at /mcp   # two servers have it",
      right: "resources/read of file:///notes.md at /notes/mcp",
    },
  }),
};
