import { expect, it } from "vitest";
import { type ServerTools, toolsJson, toolsText } from "../../src/views/tools.ts";
import { at80, at120, widest } from "./looks.ts";

const schema = (properties: readonly string[], required: readonly string[] = []) => ({
  type: "object",
  properties: Object.fromEntries(properties.map((name) => [name, { type: "string" }])),
  required,
});
const servers: readonly ServerTools[] = [
  {
    name: "filesystem",
    tools: [
      {
        name: "read_text_file",
        description: "Read the complete contents of a file from the file system as text.\nMore lines follow.",
        inputSchema: schema(["path", "tail", "head"], ["path"]),
      },
      { name: "list_allowed_directories", inputSchema: schema([]) },
    ],
  },
  { name: "weather", tools: [], message: "does not run" },
];

it("shows tools with their parameters and a call that can be typed", () => {
  const screen = toolsText(servers, { ...at80, environment: "dev" });
  expect(screen).toMatchInlineSnapshot(`
    "filesystem · 2 tools
      read_text_file            path [tail] [head]  Read the complete contents of a…
      list_allowed_directories

    weather · does not run

    2 tools of 2 servers.
    mcpc call filesystem list_allowed_directories '{}' -e dev
    "
  `);
  expect(widest(screen)).toBeLessThanOrEqual(80);
});

it("has room for descriptions at 120", () => {
  expect(toolsText(servers, { ...at120, environment: "dev" })).toMatchInlineSnapshot(`
    "filesystem · 2 tools
      read_text_file            path [tail] [head]  Read the complete contents of a file from the file system as text.
      list_allowed_directories

    weather · does not run

    2 tools of 2 servers.   mcpc call filesystem list_allowed_directories '{}' -e dev
    "
  `);
});

it("takes whatever a server gives as a schema", () => {
  const odd = [null, 3, [], { properties: 7, required: "x" }].map((inputSchema, index) => ({ name: `t${index}`, inputSchema }));
  expect(toolsText([{ name: "odd", tools: odd }], { ...at80, environment: "dev" })).toMatchInlineSnapshot(`
    "odd · 4 tools
      t0
      t1
      t2
      t3

    4 tools of 1 server.   mcpc call odd t0 '{}' -e dev
    "
  `);
});

it("is data for programs", () => {
  expect(toolsJson(servers)).toMatchInlineSnapshot(`
    {
      "formatVersion": "1.0",
      "servers": [
        {
          "name": "filesystem",
          "tools": [
            {
              "description": "Read the complete contents of a file from the file system as text.
    More lines follow.",
              "inputSchema": {
                "properties": {
                  "head": {
                    "type": "string",
                  },
                  "path": {
                    "type": "string",
                  },
                  "tail": {
                    "type": "string",
                  },
                },
                "required": [
                  "path",
                ],
                "type": "object",
              },
              "name": "read_text_file",
            },
            {
              "description": null,
              "inputSchema": {
                "properties": {},
                "required": [],
                "type": "object",
              },
              "name": "list_allowed_directories",
            },
          ],
        },
        {
          "message": "does not run",
          "name": "weather",
          "tools": [],
        },
      ],
    }
  `);
});
