/** The order in which people look for things in a service: what it is, what it is connected with, how it runs. */
const order = [
  ...["image", "build", "depends_on", "volumes", "secrets", "environment", "ports", "networks", "network_mode"],
  ...["command", "entrypoint", "restart", "healthcheck", "logging", "labels", "user", "cap_drop"],
];

/** The keys of a service in that order; all others follow by name. */
export function inKeyOrder(service: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  return Object.fromEntries(Object.entries(service).sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1)));
}
