import { define } from "../../definition.ts";

/** 1xxx, second part: a file cannot be found, read or included. */
export const fileDiagnostics = {
  MCPC1007: define<{ file: string; bytes: number; limit: number }>({
    severity: "error",
    title: "file too large",
    message: ({ file, bytes, limit }) => `"${file}" has ${mebibytes(bytes)}, more than the ${mebibytes(limit)} that a stack file may have`,
    hint: () => "split it with include, or check whether it is a stack file at all",
    page: {
      why: "Four mebibytes hold ten thousands of servers. A larger file is almost always the wrong one.",
      wrong: "$ mcpc validate -f backup.sql\n",
      right: "$ mcpc validate -f mcp.stack.yaml\n",
    },
  }),
  MCPC1008: define<{ file: string; offset: number }>({
    severity: "error",
    title: "not UTF-8",
    message: ({ file, offset }) => `"${file}" is not UTF-8 text (byte ${offset})`,
    hint: () => "save it as UTF-8",
    page: {
      why: "YAML is Unicode. Guessing another encoding would change names and values without a word.",
      wrong: "description: Bj\\xf6rn's tools      # saved as Latin-1\n",
      right: "description: Björn's tools         # saved as UTF-8\n",
    },
  }),
  MCPC1009: define<{ code: string }>({
    severity: "error",
    title: "control character",
    message: ({ code }) => `the control character ${code} cannot stand in a YAML text`,
    hint: () => 'remove it, or write it as an escape inside double quotes, such as "\\x1b"',
    page: {
      why: "Control characters are invisible in editors and change what terminals show.",
      wrong: "name: team␀tools\n",
      right: "name: team-tools\n",
    },
  }),
  MCPC1020: define<{ file: string }>({
    severity: "error",
    title: "no such file",
    message: ({ file }) => `there is no file "${file}"`,
    page: {
      why: "Nothing can be read.",
      wrong: "$ mcpc validate -f mcp.stak.yaml\n",
      right: "$ mcpc validate -f mcp.stack.yaml\n",
    },
  }),
  MCPC1021: define<{ folder: string }>({
    severity: "error",
    title: "no stack found",
    message: ({ folder }) => `there is no mcp.stack.yaml in "${folder}" or a folder above it`,
    hint: () => "name one with --file, or let mcpc init write one",
    page: {
      why: "Without --file the nearest mcp.stack.yaml is used, from the working directory upward.",
      wrong: "$ cd /tmp && mcpc plan\n",
      right: "$ mcpc plan -f ~/team/mcp.stack.yaml\n",
    },
  }),
  MCPC1022: define<{ file: string; reason: string }>({
    severity: "error",
    title: "file cannot be read",
    message: ({ file, reason }) => `"${file}" cannot be read: ${reason}`,
    page: {
      why: "It is there, and the system refuses to hand it out.",
      wrong: "$ chmod 000 mcp.stack.yaml; mcpc validate\n",
      right: "$ chmod 600 mcp.stack.yaml; mcpc validate\n",
    },
  }),
  MCPC1023: define<{ chain: string }>({
    severity: "error",
    title: "files include each other",
    message: ({ chain }) => `these files include each other: ${chain}`,
    page: {
      why: "The merge would never end.",
      wrong: "# a.yaml\ninclude: [b.yaml]\n# b.yaml\ninclude: [a.yaml]\n",
      right: "# a.yaml\ninclude: [b.yaml]\n# b.yaml\nservers: {}\n",
    },
  }),
  MCPC1024: define<{ where: string }>({
    severity: "error",
    title: "set in two files",
    message: ({ where }) => `${where} is set in two files`,
    hint: () => "keep one of them; what differs per environment belongs under environments",
    page: {
      why: "With includes no file wins over another, so that their order never matters.",
      wrong:
        "# mcp.stack.yaml\ninclude: [db.yaml]\nservices: {db: {image: postgres:16.10}}\n# db.yaml\nservices: {db: {image: postgres:17.2}}\n",
      right: "# mcp.stack.yaml\ninclude: [db.yaml]\n# db.yaml\nservices: {db: {image: postgres:17.2}}\n",
    },
  }),
};

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, "")} MiB`;
}
