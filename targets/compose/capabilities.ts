import { below, emulated, native, secretRows, unsupported } from "../../src/compiling/capability-rows.ts";
import type { CapabilityTable } from "../../src/model/capability.ts";

const noLoad = unsupported("Compose starts as many as it is told: write scale.replicas");
const ownRestarts = emulated("Docker has its own: 100 ms, doubled up to a minute, without an end");

const run = {
  run: native(),
  "run.npm": native("installed in a stage of a Dockerfile that mcpc writes; the registry is the build's own"),
  "run.pypi": native("installed with pip in a stage of a Dockerfile that mcpc writes; the index is the build's own"),
  "run.python": native("the version of the base image, which is looked at where `options.images.python` names one"),
  "run.image": native("as it is; with `transport: stdio` it gets a bridge on top, and `run.entrypoint` has to say what that starts"),
  "run.command": native("its folder becomes an image: Node for `node`, Python for `python`; for others write `build.dockerfile`"),
  "run.url": native("routed at the front door"),
} satisfies CapabilityTable;

/** What servers and services have in common. */
const workload = {
  description: native(),
  port: native("inside the stack's networks; published only with `edge: none`, on loopback"),
  env: native(
    "nothing of the machine's environment; secrets come as files, and mcpc's runtime puts them into variables where it is in the image",
  ),
  data: native("a volume"),
  "data.path": native(),
  "data.size": emulated("a volume has no size; it grows as the disk allows"),
  needs: native("depends_on with a condition"),
  "health.startup": native("the start period of the health check"),
  "health.readiness": native("the container's health check, where the image holds what asks"),
  "health.liveness": emulated("Docker restarts what ends, and not what hangs: only the readiness check is made", true),
  "restart.policy": emulated("on-failure is unless-stopped too, so that a machine that was restarted starts everything again"),
  "restart.backoff": ownRestarts,
  "restart.maxAttempts": ownRestarts,
  stop: native("stop_grace_period"),
  "resources.memory": native(),
  "resources.cpu": native(),
  "resources.pids": native(),
  "security.user": native(
    "numeric 10001:10001 in images that mcpc builds; the image's own user elsewhere, with the capabilities to step down from root",
  ),
  "security.privileged": native(),
  "security.readOnly": native("with /tmp in memory, and /run too in images of others"),
  "security.capabilities": native(),
  "security.hostNetwork": unsupported("the stack's networks reach no further than they have to; run it on a local target"),
  "security.mounts": native(),
} satisfies CapabilityTable;

const server = {
  ...run,
  ...workload,
  transport: native("a server on pipes gets a bridge in its own container"),
  path: native(),
  protocol: native(),
  stateful: native(),
  "scale.replicas": native(),
  "scale.min": noLoad,
  "scale.max": noLoad,
  "scale.cpu": noLoad,
  "scale.affinity": native("kept by the front door"),
  limits: native("kept by the front door; with `edge: none` only the body's"),
  tools: native("kept by the front door"),
  expose: native(),
  routing: emulated("for whoever routes by it; the front door offers every server at its own path"),
  tests: native("mcpc makes the calls; the target has no part in them"),
  tags: native("Compose profiles, for those that `options.profiles` names"),
} satisfies CapabilityTable;

const service = {
  ...workload,
  image: native(),
  command: run["run.command"],
  external: native("never started"),
  args: native(),
  cwd: native(),
  build: native(),
} satisfies CapabilityTable;

const secret = secretRows("Compose takes secrets from files only, outside of a swarm; use env, file or exec in this environment's secrets");

/** What the compose target makes of every field of the language. */
export const composeCapabilities: CapabilityTable = {
  apiVersion: native(),
  name: native("begins the names of project, networks, volumes and images"),
  description: native(),
  include: native(),
  variables: native(),
  ...below("secrets.*", secret),
  defaults: native("each field is judged on the servers it reaches"),
  ...below("servers.*", server),
  ...below("services.*", service),
  "gateway.host": native("address on which the front door is published"),
  "gateway.port": native("port on the machine; 7420 unless set"),
  "gateway.hosts": native(),
  "gateway.origins": native(),
  "gateway.tls.files": native("with `edge: nginx`"),
  "gateway.tls.acme": unsupported("write gateway.tls.files, and let whoever fetches certificates renew them"),
  "gateway.tls.secret": unsupported("write gateway.tls.files: outside of a swarm Docker keeps no secrets"),
  "gateway.auth.bearer": native(),
  "gateway.auth.jwt": native("by mcpc's gateway"),
  "gateway.limits": native(),
  clients: emulated("the README beside compose.yaml tells how to enter the servers there"),
  "monitoring.prometheus": native("metrics of mcpc's gateway, and a Prometheus that collects them"),
  "monitoring.grafana": native("a Grafana with one dashboard, on loopback"),
  "monitoring.openTelemetry": unsupported("collect from Prometheus' format: monitoring.prometheus"),
  drift: native(),
  environments: native(),
  ...below("environments.*.secrets.*", secret),
  "environments.*.edge=none": native("each server is published at a port of its own, on loopback"),
  "environments.*.edge=gateway": native(),
  "environments.*.edge=nginx": native(),
  "environments.*.edge=gateway-api": unsupported("write edge: gateway or nginx; a gateway API exists on Kubernetes only"),
};
