import { connectMcp } from "../../mcp/connect.ts";
import { createFrontDoor } from "../gateway/front-door.ts";
import { runDaemon } from "./run-daemon.ts";

/** Entry of `mcpc-daemon`: its first argument is `DaemonOptions` as JSON. */
process.exit(await runDaemon(process.argv[2], { connectMcp, createFrontDoor }));
