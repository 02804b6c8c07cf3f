import { expect, it } from "vitest";
import { graphJson, graphText } from "../../src/views/graph.ts";
import { at80 } from "./looks.ts";
import { model } from "./sample-model.ts";

it("is a tree below the front door, with what nobody needs after it", () => {
  expect(graphText(model, { ...at80, format: "text" })).toMatchInlineSnapshot(`
    "team-tools · dev
    gateway
    ├─ server.memory   npm @modelcontextprotocol/server-memory@2026.8.31
    └─ server.tasks   command node dist/main.js --label="a\\b"
       ├─ service.db (healthy)   image postgres:16.10
       │  └─ secret.pg-password (uses)   from env
       ├─ secret.pg-password (uses)   from env
       └─ server.memory (uses)   npm @modelcontextprotocol/server-memory@2026.8.31
    service.weather-api   external https://api.example.com

    2 servers, 2 services, 1 secret
    "
  `);
});

it("is a Mermaid flowchart", () => {
  expect(graphText(model, { ...at80, format: "mermaid" })).toMatchInlineSnapshot(`
    "flowchart LR
      gateway(["gateway"])
      server__memory["memory<br/>npm @modelcontextprotocol/server-memory@2026.8.31"]
      server__tasks["tasks<br/>command node dist/main.js --label=#34;a\\b#34;"]
      service__db[("db<br/>image postgres:16.10")]
      service__weather_api[("weather-api<br/>external https://api.example.com")]
      secret__pg_password{{"pg-password<br/>from env"}}
      gateway -->|routes| server__memory
      gateway -->|routes| server__tasks
      server__tasks -->|healthy| service__db
      server__tasks -->|uses| secret__pg_password
      server__tasks -->|uses| server__memory
      service__db -->|uses| secret__pg_password
    "
  `);
});

it("is a Graphviz digraph", () => {
  expect(graphText(model, { ...at80, format: "dot" })).toMatchInlineSnapshot(`
    "digraph "team-tools dev" {
      rankdir=LR;
      "gateway" [shape=oval, label="gateway"];
      "server.memory" [shape=box, label="memory\\nnpm @modelcontextprotocol/server-memory@2026.8.31"];
      "server.tasks" [shape=box, label="tasks\\ncommand node dist/main.js --label=\\"a\\\\b\\""];
      "service.db" [shape=cylinder, label="db\\nimage postgres:16.10"];
      "service.weather-api" [shape=cylinder, label="weather-api\\nexternal https://api.example.com"];
      "secret.pg-password" [shape=hexagon, label="pg-password\\nfrom env"];
      "gateway" -> "server.memory" [label="routes"];
      "gateway" -> "server.tasks" [label="routes"];
      "server.tasks" -> "service.db" [label="healthy"];
      "server.tasks" -> "secret.pg-password" [label="uses"];
      "server.tasks" -> "server.memory" [label="uses"];
      "service.db" -> "secret.pg-password" [label="uses"];
    }
    "
  `);
});

it("is data for programs", () => {
  expect(graphJson(model)).toMatchInlineSnapshot(`
    {
      "edges": [
        {
          "from": "gateway",
          "label": "routes",
          "to": "server.memory",
        },
        {
          "from": "gateway",
          "label": "routes",
          "to": "server.tasks",
        },
        {
          "from": "server.tasks",
          "label": "healthy",
          "to": "service.db",
        },
        {
          "from": "server.tasks",
          "label": "uses",
          "to": "secret.pg-password",
        },
        {
          "from": "server.tasks",
          "label": "uses",
          "to": "server.memory",
        },
        {
          "from": "service.db",
          "label": "uses",
          "to": "secret.pg-password",
        },
      ],
      "environment": "dev",
      "formatVersion": "1.0",
      "nodes": [
        {
          "address": "gateway",
          "detail": "",
          "kind": "gateway",
          "name": "gateway",
        },
        {
          "address": "server.memory",
          "detail": "npm @modelcontextprotocol/server-memory@2026.8.31",
          "kind": "server",
          "name": "memory",
        },
        {
          "address": "server.tasks",
          "detail": "command node dist/main.js --label="a\\b"",
          "kind": "server",
          "name": "tasks",
        },
        {
          "address": "service.db",
          "detail": "image postgres:16.10",
          "kind": "service",
          "name": "db",
        },
        {
          "address": "service.weather-api",
          "detail": "external https://api.example.com",
          "kind": "service",
          "name": "weather-api",
        },
        {
          "address": "secret.pg-password",
          "detail": "from env",
          "kind": "secret",
          "name": "pg-password",
        },
      ],
      "stack": "team-tools",
    }
  `);
});
