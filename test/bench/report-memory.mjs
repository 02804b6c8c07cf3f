// Loaded before a measured program: leaves its peak resident memory (KiB) in the file that MCPC_BENCH_RSS names.
import { writeFileSync } from "node:fs";

const file = process.env.MCPC_BENCH_RSS;
if (file !== undefined) process.on("exit", () => writeFileSync(file, String(process.resourceUsage().maxRSS)));
