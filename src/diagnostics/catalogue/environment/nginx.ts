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
  MCPC6520: define<{ program: string }>({
    severity: "error",
    title: "nginx is not installed",
    message: ({ program }) => `there is no nginx here: "${program}" was not found`,
    hint: () => "install it, or say where it is in options.program",
    page: {
      why: "The nginx target writes for the nginx of this host, and has to ask it whether what is written is right.",
      wrong: "$ mcpc apply -e prod   # on a machine without nginx",
      right: "$ apt-get install nginx && mcpc apply -e prod",
    },
  }),
  MCPC6521: define<{ found: string; wanted: string }>({
    severity: "error",
    title: "nginx is older than what was written for it",
    message: ({ found, wanted }) => `this nginx is ${found}, and the site is written for ${wanted}`,
    hint: ({ found }) => `write edge: {nginx: {version: "${found.split(".").slice(0, 2).join(".")}"}} in this environment`,
    page: {
      why: "The version decides what can be written: an older nginx would refuse the file, or do without what was asked for.",
      wrong: "prod: {target: nginx}   # 1.30 unless said, and 1.26 on the host",
      right: 'prod: {target: nginx, edge: {nginx: {version: "1.26"}}}',
    },
  }),
  MCPC6522: define<{ pidFile: string }>({
    severity: "error",
    title: "nginx is not running",
    message: ({ pidFile }) => `nginx is not running: "${pidFile}" names no process that lives`,
    hint: () => "start it (systemctl start nginx) and apply again",
    page: {
      why: "mcpc puts a site before an nginx that runs, and does not start what is not its own.",
      wrong: "$ systemctl stop nginx && mcpc apply -e prod",
      right: "$ systemctl start nginx && mcpc apply -e prod",
    },
  }),
  MCPC6523: define<{ problem: string }>({
    severity: "error",
    title: "the configuration of nginx is wrong",
    message: ({ problem }) => `nginx refuses its configuration as a whole: ${problem}`,
    hint: () => "nginx -t shows it too; what mcpc had put there was taken back",
    page: {
      why: "A reload of a configuration with a mistake anywhere changes nothing, and a restart would fail. So nothing is changed before it is right.",
      wrong: "$ echo nonsense > /etc/nginx/conf.d/other.conf && mcpc apply -e prod",
      right: "$ nginx -t && mcpc apply -e prod",
    },
  }),
  MCPC6524: define<{ directory: string }>({
    severity: "error",
    title: "nginx does not read this folder",
    message: ({ directory }) => `nginx does not include files of "${directory}", so a site there has no effect`,
    hint: () => "write `include FOLDER/*.conf;` inside http {} of nginx.conf, or say in options.directory which folder it includes",
    page: {
      why: "A site is a file in a folder that nginx.conf includes inside http {}. /etc/nginx/conf.d is the usual one.",
      wrong: "options: {directory: /etc/nginx/my-sites}",
      right: "options: {directory: /etc/nginx/conf.d}",
    },
  }),
  MCPC6525: define<{ path: string }>({
    severity: "error",
    title: "the file is somebody else's",
    message: ({ path }) => `"${path}" was not written by mcpc for this environment, so it is left alone`,
    hint: () => "move it away, or give the stack or the environment another name",
    page: {
      why: "Only files that begin with the mark of this stack and environment are ever replaced or removed.",
      wrong: "$ cp mine.conf /etc/nginx/conf.d/mcpc-team.prod.conf && mcpc apply -e prod",
      right: "$ rm /etc/nginx/conf.d/mcpc-team.prod.conf && mcpc apply -e prod",
    },
  }),
  MCPC6526: define<{ problem: string; former: "kept" | "back" }>({
    severity: "error",
    title: "nginx does not take the site over",
    message: ({ problem, former }) =>
      `nginx does not take the site over: ${problem}; ${former === "kept" ? "nothing was changed" : "what was there before is back"}`,
    page: {
      why: "The site is tested alone and with everything else, put in its place, and has to be answered for by new workers. Whatever fails on the way is undone.",
      wrong: "gateway: {port: 443}   # while another program listens there",
      right: "gateway: {port: 8443}",
    },
  }),
  MCPC6527: define<{ server: string; reason: string }>({
    severity: "error",
    title: "no handshake through nginx",
    message: ({ server, reason }) => `server "${server}" does not shake hands through nginx: ${reason}`,
    hint: ({ server }) => `start it, or look whether it listens where options.upstreams.${server} or its port says`,
    page: {
      why: "A site counts as applied only when every server behind it has shaken hands through it.",
      wrong: "$ systemctl stop tasks && mcpc apply -e prod",
      right: "$ systemctl start tasks && mcpc apply -e prod",
    },
  }),
  MCPC6528: define<{ verb: string; names: readonly string[] }>({
    severity: "error",
    title: "nginx starts and stops nothing",
    message: ({ verb, names }) => `target "nginx" cannot ${verb} ${names.join(", ")}: somebody else runs them`,
    hint: () => "ask what runs them (systemctl, …)",
    page: {
      why: "On this target mcpc keeps the front door; the processes behind it belong to whoever started them.",
      wrong: "$ mcpc restart tasks -e prod",
      right: "$ systemctl restart tasks",
    },
  }),
};
