import { controlCommand } from "../stack/control-command.ts";

export const command = controlCommand(
  "start",
  "Starts what was applied and is stopped, or was given up as crashed, and waits until it is ready.\nIt starts what is there; mcpc apply is what makes it follow the stack file.",
  [{ command: "mcpc start memory", meaning: "start one server again" }],
);
