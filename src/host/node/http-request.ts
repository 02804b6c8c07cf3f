import type { ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import type { SecureContextOptions } from "node:tls";
import type { Endpoint, HttpRequest, HttpResponse, Via } from "../host.ts";

const defaultTimeoutMs = 10_000;
const largestBody = 64 * 1024 * 1024;

/** One request and its whole answer. Nothing is kept open afterwards, no proxy is used, no redirect followed. */
export async function sendRequest(endpoint: Endpoint, request: HttpRequest): Promise<HttpResponse> {
  const timeout = request.timeout ?? defaultTimeoutMs;
  const late = AbortSignal.timeout(timeout);
  const signal = request.signal === undefined ? late : AbortSignal.any([late, request.signal]);
  try {
    const response = await openResponse(endpoint, { ...request, signal });
    return { status: response.statusCode ?? 0, headers: joinHeaders(response), body: await readBody(response) };
  } catch (error) {
    if (request.signal?.aborted) throw request.signal.reason;
    if (late.aborted) throw new Error(`${placeOf(endpoint)} did not answer within ${timeout / 1000} s`, { cause: error });
    throw error;
  }
}

/** The body of a GET, line by line as it comes. Ends quietly when `signal` does. */
export async function* streamLines(endpoint: Endpoint, options: { readonly signal?: AbortSignal } = {}): AsyncIterable<string> {
  try {
    const response = await openResponse(endpoint, { method: "GET", signal: options.signal });
    if (response.statusCode !== 200) throw new Error(`${placeOf(endpoint)} answered ${response.statusCode}`);
    yield* splitLines(response.setEncoding("utf8"));
  } catch (error) {
    if (!options.signal?.aborted) throw error;
  }
}

async function* splitLines(chunks: AsyncIterable<string>): AsyncIterable<string> {
  let rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

async function openResponse(endpoint: Endpoint, request: HttpRequest): Promise<IncomingMessage> {
  // Loaded on first use: most verbs never talk to anybody, and their start must stay short.
  const secure = "url" in endpoint && endpoint.url.startsWith("https:");
  const { request: open } = secure ? await import("node:https") : await import("node:http");
  const options: RequestOptions & SecureContextOptions = {
    method: request.method,
    headers: request.headers,
    signal: request.signal,
    agent: false,
  };
  if ("url" in endpoint && endpoint.via !== undefined) await goVia(endpoint.url, endpoint.via, options);
  return new Promise((resolve, reject) => {
    const outgoing: ClientRequest =
      "url" in endpoint ? open(endpoint.url, options) : open({ ...options, socketPath: endpoint.socket, path: endpoint.path });
    outgoing.once("response", resolve);
    outgoing.once("error", reject);
    outgoing.end(request.body);
  });
}

/** The name stays that of the URL: in the Host header, and in what a certificate has to be for. */
async function goVia(url: string, { address, certificates }: Via, options: RequestOptions & SecureContextOptions): Promise<void> {
  const { hostname, host, protocol } = new URL(url);
  Object.assign(options, { host: address, hostname: address, headers: { Host: host, ...options.headers } });
  if (protocol !== "https:") return;
  Object.assign(options, { servername: hostname });
  if (certificates === undefined) return;
  const { rootCertificates } = await import("node:tls");
  Object.assign(options, { ca: [...rootCertificates, certificates], allowPartialTrustChain: true });
}

async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) throw new Error(`the answer is larger than ${largestBody / 1024 / 1024} MiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function joinHeaders(response: IncomingMessage): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) joined[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return joined;
}

function placeOf(endpoint: Endpoint): string {
  return "url" in endpoint ? new URL(endpoint.url).host : endpoint.socket;
}
