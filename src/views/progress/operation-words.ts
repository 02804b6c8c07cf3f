const words: Readonly<Record<string, readonly [doing: string, done: string]>> = {
  install: ["installing", "installed"],
  build: ["building", "built"],
  pull: ["pulling", "pulled"],
  create: ["creating", "created"],
  update: ["updating", "updated"],
  start: ["starting", "started"],
  stop: ["stopping", "stopped"],
  restart: ["restarting", "restarted"],
  replace: ["replacing", "replaced"],
  remove: ["removing", "removed"],
  delete: ["deleting", "deleted"],
  adopt: ["taking over", "taken over"],
  write: ["writing", "written"],
  reload: ["reloading", "reloaded"],
  configure: ["updating", "updated without a restart"],
  wait: ["waiting", "waited"],
  check: ["checking", "checked"],
  await: ["waiting until it is ready", "waited"],
  prepare: ["making networks and volumes", "networks and volumes made"],
  "build-base": ["building what it is based on", "base built"],
  recreate: ["replacing", "replaced"],
  route: ["leading calls to the new ones", "calls go to the new ones"],
  retire: ["ending the old ones", "old ones ended"],
  "remove-networks": ["removing networks", "networks removed"],
  "remove-data": ["removing its data", "data removed"],
  "start-supervisor": ["starting the supervisor", "supervisor started"],
  "restart-supervisor": ["restarting the supervisor", "supervisor restarted"],
  "configure-supervisor": ["configuring the front door", "front door configured"],
  "stop-supervisor": ["stopping the supervisor", "supervisor stopped"],
};

/** A target's verb while it runs: `install` → `installing`. */
export function doing(type: string): string {
  return words[type]?.[0] ?? type;
}

/** A target's verb when it is over: `install` → `installed`. */
export function done(type: string): string {
  return words[type]?.[1] ?? `${type} done`;
}
