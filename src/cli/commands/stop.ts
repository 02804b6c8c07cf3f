import { controlCommand } from "../stack/control-command.ts";

export const command = controlCommand(
  "stop",
  "Stops servers and services and leaves them stopped; what they are and their data stay.\nmcpc start brings them back, mcpc destroy removes them.",
  [
    { command: "mcpc stop memory", meaning: "stop one server" },
    { command: "mcpc stop -e staging", meaning: "stop all of staging" },
  ],
);
