import { below, emulated, native, secretRows, unsupported } from "../../src/compiling/capability-rows.ts";
import type { CapabilityTable } from "../../src/model/capability.ts";

const notYet = "leave it to an environment with a gateway in front, by setting it in that environment's overrides";
const containerOnly = native("containers only; an error for what runs as a process");
const oneProcess = emulated("one process serves all calls; more than one asked for is a warning");
const watchdog =
  "held by a delegated cgroup v2 where there is one, else a watchdog looks every few seconds and restarts what is over; containers are held by their engine";

const run = {
  run: native(),
  "run.npm": native("installed once into the cache by your own npm; a start never downloads"),
  "run.pypi": native("installed once into the cache by uv; a start never downloads"),
  "run.image": native("needs a Docker engine that answers"),
  "run.build": emulated("the command runs as it is; no image is built"),
} satisfies CapabilityTable;

/** What servers and services have in common. */
const workload = {
  description: native(),
  port: native(),
  env: native("on top of PATH, HOME, the locale, proxies and certificates of whoever applies; nothing else of that environment"),
  data: native("a directory in the environment's state, mode 0700"),
  "data.path": emulated("containers see the directory there; a process gets it from ${data.dir}"),
  "data.size": emulated("a directory has no size; it grows as the disk allows"),
  needs: native(),
  health: native(),
  restart: native(),
  stop: native(),
  "resources.memory": emulated(watchdog),
  "resources.cpu": emulated(
    "the engine holds containers to it; a process is held to it only where the supervisor has a delegated cgroup v2",
    true,
  ),
  "resources.pids": emulated(watchdog),
  "security.user": containerOnly,
  "security.privileged": containerOnly,
  "security.readOnly": emulated("a container's own file system is thrown away when it ends; a process writes where you can write", true),
  "security.capabilities": containerOnly,
  "security.hostNetwork": native("a process is on the machine's network anyway"),
  "security.mounts": containerOnly,
} satisfies CapabilityTable;

const server = {
  ...run,
  ...workload,
  transport: native(),
  path: native(),
  protocol: native(),
  stateful: native(),
  "scale.replicas": oneProcess,
  "scale.min": oneProcess,
  "scale.max": oneProcess,
  "scale.cpu": oneProcess,
  "scale.affinity": emulated("there is one process, so all calls stay together"),
  limits: native(),
  "tools.allow": native(),
  "tools.deny": native(),
  "tools.rename": native(),
  "tools.limits": native(),
  expose: native(),
  routing: emulated("kept in supervisor.json for whoever routes; the front door offers every server at its own path"),
  tests: native("mcpc makes the calls; the target has no part in them"),
  tags: native("words to select by; the target has no part in them"),
} satisfies CapabilityTable;

const service = {
  ...workload,
  image: native("needs a Docker engine that answers"),
  command: native(),
  external: native(),
  args: native(),
  cwd: native(),
  build: run["run.build"],
} satisfies CapabilityTable;

const secret = secretRows("Docker gives it to its own containers only; use env, file or exec in this environment's secrets");

/** What the local target makes of every field of the language. */
export const localCapabilities: CapabilityTable = {
  apiVersion: native(),
  name: native(),
  description: native(),
  include: native(),
  variables: native(),
  ...below("secrets.*", secret),
  defaults: native("each field is judged on the servers it reaches"),
  ...below("servers.*", server),
  ...below("services.*", service),
  "gateway.host": native(),
  "gateway.port": native(),
  "gateway.hosts": native(),
  "gateway.origins": native(),
  "gateway.tls": unsupported("the front door listens on loopback without encryption; put TLS in another environment"),
  "gateway.auth": native("tokens reach the supervisor as digests and stay in its memory; mcpc itself calls with a token of the supervisor"),
  "gateway.limits": native(),
  clients: emulated("the README beside supervisor.json tells how to enter the servers there"),
  "monitoring.prometheus": native("/metrics at the front door"),
  "monitoring.grafana": unsupported(notYet),
  "monitoring.openTelemetry": unsupported(notYet),
  drift: native(),
  environments: native(),
  ...below("environments.*.secrets.*", secret),
  "environments.*.edge=none": emulated("the supervisor's front door is always there, on loopback"),
  "environments.*.edge=nginx": unsupported("write edge: gateway; nginx stands in front on targets that write its configuration"),
  "environments.*.edge=gateway-api": unsupported("write edge: gateway; a gateway API exists on Kubernetes only"),
};
