import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { describe, expect, it, onTestFinished } from "vitest";
import { freePort } from "../../free-port.ts";
import { nginxPrograms } from "../../nginx/programs.ts";
import { openLegacyServer } from "../../runtime/connect/legacy-http-server.ts";
import { openModernServer } from "../../runtime/connect/modern-http-server.ts";
import { lacks } from "../requirement.ts";
import { until } from "../until.ts";
import { machine, portOf, running, stackText } from "./stack.ts";

const secondsOfSilence = 2;

describe.skipIf(lacks("nginx-program")).each(nginxPrograms)("nginx $version", (given) => {
  it("lets the official client and SDK servers of both eras talk: calls, progress, questions, news, calls taken back", async () => {
    const { sandbox, nginx } = await machine(given);
    const [old, recent, port] = [await openLegacyServer(), await openModernServer(), await freePort()];
    const servers = [
      running("old", portOf(old.url), `, protocol: legacy, limits: {timeout: ${secondsOfSilence}s}`),
      running("recent", portOf(recent.url), `, protocol: modern, limits: {timeout: ${secondsOfSilence}s}`),
    ].join("\n");
    sandbox.write({ "mcp.stack.yaml": stackText(nginx, { version: given.version, servers, port }) });
    await sandbox.done(["apply", "--yes"]);

    for (const [name, mode] of [
      ["old", "legacy"],
      ["recent", "auto"],
    ] as const) {
      const client = new Client(
        { name: "test", version: "1" },
        {
          capabilities: { elicitation: {} },
          versionNegotiation: { mode },
          listChanged: { tools: { onChanged: () => void news.push(name) } },
        },
      );
      const news: string[] = [];
      client.setRequestHandler("elicitation/create", () => ({ action: "accept", content: { name: "me" } }));
      await client.connect(new StreamableHTTPClientTransport(new URL(`http://localhost:${port}/${name}/mcp`)));
      onTestFinished(() => client.close());

      expect((await client.callTool({ name: "add", arguments: { a: 20, b: 22 } })).content).toMatchObject([{ text: "42" }]);
      const progress: unknown[] = [];
      await client.callTool({ name: "progress", arguments: {} }, { onprogress: (each) => void progress.push(each) });
      expect(progress).toEqual([{ progress: 1, total: 2 }]);
      expect((await client.callTool({ name: "ask", arguments: { questions: 1 } })).content).toMatchObject([{ text: "me" }]);

      // A stream outlives the time that a call may be silent.
      await new Promise((resolve) => setTimeout(resolve, (secondsOfSilence + 1) * 1000));
      if (name === "old") old.addTool("another");
      else recent.changed();
      expect(await until(() => news.length > 0, { timeoutMs: 5_000, pauseMs: 20 })).toBe(true);

      const leaving = new AbortController();
      const left = client.callTool({ name: "wait", arguments: {} }, { signal: leaving.signal }).catch(() => "left");
      setTimeout(() => leaving.abort(), 200);
      expect(await left).toBe("left");
      const server = name === "old" ? old : recent;
      expect(await until(() => server.cancelled() === 1, { timeoutMs: 5_000, pauseMs: 20 })).toBe(true);
    }
  });
});
