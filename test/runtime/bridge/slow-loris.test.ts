import { connect } from "node:net";
import { expect, it, onTestFinished, vi } from "vitest";
import { smallHeap, startBridge } from "./bridge-under-test.ts";
import { startBystanders } from "./bystanders.ts";

it("cuts off two hundred clients that send a byte now and then, headers or body, and serves others meanwhile", {
  timeout: 90_000,
}, async () => {
  const bridge = await startBridge([], [], smallHeap(64));
  const others = await startBystanders(bridge.url);
  const before = bridge.memory();
  const sockets = Array.from({ length: 200 }, (_, index) => {
    const socket = connect(bridge.port, "127.0.0.1").on("error", () => {});
    onTestFinished(() => void socket.destroy());
    const head = `POST /mcp HTTP/1.1\r\nhost: 127.0.0.1:${bridge.port}\r\ncontent-type: application/json\r\n`;
    socket.write(index % 2 === 0 ? head : `${head}content-length: 100000\r\n\r\n`);
    return socket.resume();
  });
  const drip = setInterval(() => {
    for (const [index, socket] of sockets.entries()) if (socket.writable) socket.write(index % 2 === 0 ? "x-drip: 1\r\n" : " ");
  }, 1000);
  onTestFinished(() => clearInterval(drip));
  await vi.waitUntil(() => sockets.every(({ destroyed, readableEnded }) => destroyed || readableEnded), { timeout: 75_000, interval: 100 });
  expect(bridge.memory() - before).toBeLessThan(60);
  expect((await others.stop()).errors).toEqual([]);
  await bridge.stop();
});
