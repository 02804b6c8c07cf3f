/** What a Node.js process tells of itself through its inspector, after a garbage collection. */
export interface Inspected {
  readonly heapMegabytes: number;
  readonly residentMegabytes: number;
  /** Timers, sockets, pipes, children: what keeps it running, by kind. */
  readonly resources: Readonly<Record<string, number>>;
}

const expression = `JSON.stringify({
  memory: process.memoryUsage(),
  resources: process.getActiveResourcesInfo(),
})`;

/** Asks a process started with `--inspect=127.0.0.1:0`, which wrote the address to its standard error. */
export async function inspect(stderr: string): Promise<Inspected> {
  const [address] = /ws:\/\/\S+/.exec(stderr) ?? [];
  if (address === undefined) throw new Error(`no inspector: ${stderr}`);
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", reject);
  });
  try {
    // The first leaves what finalizers hold, the second takes it.
    await ask(socket, 1, "HeapProfiler.collectGarbage");
    await ask(socket, 2, "HeapProfiler.collectGarbage");
    const { result } = (await ask(socket, 3, "Runtime.evaluate", { expression })) as { result: { value: string } };
    const { memory, resources } = JSON.parse(result.value) as { memory: NodeJS.MemoryUsage; resources: string[] };
    const counts: Record<string, number> = {};
    for (const kind of resources) counts[kind] = (counts[kind] ?? 0) + 1;
    return { heapMegabytes: memory.heapUsed / 2 ** 20, residentMegabytes: memory.rss / 2 ** 20, resources: counts };
  } finally {
    socket.close();
  }
}

function ask(socket: WebSocket, id: number, method: string, params: object = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onMessage = ({ data }: MessageEvent) => {
      const answer = JSON.parse(String(data)) as { id?: number; result?: unknown; error?: { message: string } };
      if (answer.id !== id) return;
      socket.removeEventListener("message", onMessage);
      if (answer.error === undefined) resolve(answer.result);
      else reject(new Error(answer.error.message));
    };
    socket.addEventListener("message", onMessage);
    socket.addEventListener("close", () => reject(new Error("the inspector went away")));
    socket.send(JSON.stringify({ id, method, params }));
  });
}
