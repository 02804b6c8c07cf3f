import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Figure } from "./figure.ts";
import { generateStack } from "./generate-stack.ts";
import { type Command, measureInTurn, peakMegabytes } from "./measure.ts";

const node = process.execPath;

/** What compiling costs as stacks grow. */
export function measureBuild(): readonly Figure[] {
  const folder = mkdtempSync(join(tmpdir(), "mcpc-bench-"));
  try {
    const build = (count: number): Command => {
      const root = join(folder, String(count));
      mkdirSync(root, { recursive: true });
      writeFileSync(join(root, "mcp.stack.yaml"), generateStack(count));
      return {
        argv: [node, "dist/mcpc.js", "build", "-f", root],
        before: () => rmSync(join(root, "deploy"), { recursive: true, force: true }),
      };
    };
    const commands = {
      floor: { argv: [node, "-e", "0"] },
      ten: build(10),
      hundred: build(100),
      thousand: build(1_000),
      fourThousand: build(4_000),
    };
    const taken = measureInTurn(commands, 7);
    const ms = (milliseconds: number) => `${milliseconds.toFixed(0)} ms`;
    const sizes = `10: ${ms(taken.ten)}, 100: ${ms(taken.hundred)}, 1,000: ${ms(taken.thousand)}, 4,000: ${ms(taken.fourThousand)}`;
    return [
      { name: "build of 1,000 servers against node -e 0", value: taken.thousand / taken.floor, bound: 25, unit: "×", detail: sizes },
      { name: "build of 4,000 servers against 1,000", value: taken.fourThousand / taken.thousand, bound: 4.6, unit: "×", detail: sizes },
      { name: "build of 1,000 servers, peak memory", value: peakMegabytes(commands.thousand), bound: 300, unit: "MB", detail: "resident" },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
