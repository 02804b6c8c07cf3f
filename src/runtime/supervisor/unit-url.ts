/** Full URL of a unit's endpoint: `http://127.0.0.1:7420` and `/tasks` give `http://127.0.0.1:7420/tasks/mcp`. */
export function unitUrl(frontDoorUrl: string, expose: string): string {
  return `${frontDoorUrl}${expose.replace(/\/+$/, "")}/mcp`;
}
