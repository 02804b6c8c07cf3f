import fc from "fast-check";
import { expect, it } from "vitest";
import { withoutPeers, withPeers } from "../../../../targets/compose/execute/peers.ts";

const nginx = `http {
    upstream team.tasks {
        zone team.tasks 256k;
        server tasks:8080 resolve max_fails=3 fail_timeout=10s;
        keepalive 32;
    }
    upstream team.notes {
        server notes:8080 max_fails=3 fail_timeout=10s;
    }
    server {
        listen 8080;
    }
}
`;
const gateway = `${JSON.stringify({ host: "0.0.0.0", servers: { tasks: { urls: ["http://tasks:8080/mcp"], resolve: true }, far: { urls: [{ env: "X" }] } } }, undefined, 2)}\n`;

it("names containers where nginx names a service, and nothing else", () => {
  expect(withPeers(nginx, { tasks: ["a-tasks-3", "a-tasks-4"] })).toBe(
    nginx.replace(
      "        server tasks:8080 resolve max_fails=3 fail_timeout=10s;",
      "        server a-tasks-3:8080 resolve max_fails=3 fail_timeout=10s;\n        server a-tasks-4:8080 resolve max_fails=3 fail_timeout=10s;",
    ),
  );
  expect(withPeers(nginx, { other: ["x"] })).toBe(nginx);
});

it("names containers a second time where nginx has to look them up before it goes by them", () => {
  const text = withPeers(nginx, { tasks: ["a-1"], notes: ["n-1"] }, { fixed: new Set(["tasks"]) });
  expect(text).toContain(
    "        server a-1:8080 max_fails=3 fail_timeout=10s;\n        server a-1:8080 resolve max_fails=3 fail_timeout=10s;\n",
  );
  expect(text.match(/server n-1/g)).toHaveLength(1);
});

it("names containers in the addresses of mcpc's gateway", () => {
  const read = JSON.parse(withPeers(gateway, { tasks: ["a-1", "a-2"] })) as { servers: Record<string, { urls: unknown }> };
  expect(read.servers).toMatchObject({ tasks: { urls: ["http://a-1:8080/mcp", "http://a-2:8080/mcp"] }, far: { urls: [{ env: "X" }] } });
});

it.for([
  ["nginx", nginx],
  ["gateway", gateway],
] as const)("gives the file of %s back as it was", ([, content]) => {
  const names = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.record({ tasks: names, notes: names }, { requiredKeys: [] }), (numbers) => {
      const peers = Object.fromEntries(
        Object.entries(numbers).map(([service, each]) => [service, each.map((n) => `team-staging-${service}-${n}`)]),
      );
      expect(withoutPeers(withPeers(content, peers), peers)).toBe(content);
    }),
  );
});
