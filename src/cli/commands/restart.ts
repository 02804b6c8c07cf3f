import { controlCommand } from "../stack/control-command.ts";

export const command = controlCommand(
  "restart",
  "Stops servers and services, starts them again as they were applied, and waits until they are ready.",
  [{ command: "mcpc restart memory", meaning: "restart one server" }],
);
