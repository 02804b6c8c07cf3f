import { below, emulated, native, secretRows, unsupported } from "../../src/compiling/capability-rows.ts";
import type { CapabilityTable } from "../../src/model/capability.ts";

/** Said once for each server or service that sets any of them (MCPC4314). */
const ofStarter = emulated("for whoever starts it, which nginx does not; a warning names what is set");
const running = emulated("not started here: it runs already");
const modernOnly = native("by the headers of 2026-07-28, so an error where the server is not protocol: modern");
const throughGateway = "a gateway can: put it in an environment with edge: gateway";

const workload = {
  description: native(),
  port: native("where it listens on this host"),
  env: ofStarter,
  data: ofStarter,
  needs: ofStarter,
  health: emulated("apply shakes hands with each server through nginx, for as long as health.startup.timeout; nothing else is asked"),
  restart: ofStarter,
  stop: ofStarter,
  resources: ofStarter,
  security: ofStarter,
} satisfies CapabilityTable;

const server = {
  ...workload,
  run: running,
  "run.url": native(),
  "run.headers": native("those with secrets in a file of mode 0600 beside the configuration"),
  "run.args": ofStarter,
  "run.cwd": ofStarter,
  "run.build": ofStarter,
  transport: native("http only: a server on pipes is an error"),
  "transport=sse": unsupported(`it has two endpoints; ${throughGateway}`),
  path: native(),
  protocol: native(),
  stateful: native(),
  "scale.replicas": native("each at an address of its own, listed in options.upstreams"),
  "scale.min": unsupported("write replicas: nginx starts none"),
  "scale.max": unsupported("write replicas: nginx starts none"),
  "scale.cpu": unsupported("write replicas: nginx starts none"),
  "scale.affinity": native("session needs nginx 1.29.6"),
  "limits.concurrency": native(),
  "limits.rate": native("whole numbers per second or minute; a bucket of one second's worth"),
  "limits.timeout": emulated("a call that is silent for that long is ended with 504; one that goes on talking is not"),
  "limits.body": native(),
  "tools.allow": modernOnly,
  "tools.deny": modernOnly,
  "tools.rename": unsupported(`names stand in bodies, which nginx does not change; ${throughGateway}`),
  "tools.limits.*.concurrency": modernOnly,
  "tools.limits.*.rate": modernOnly,
  "tools.limits.*.timeout": unsupported("nginx has one for all calls of a server: write it in the server's limits"),
  "tools.limits.*.body": unsupported("nginx has one for all calls of a server: write it in the server's limits"),
  expose: native(),
  routing: emulated("for whoever chooses servers; nginx offers every server at its own path"),
  tests: native("mcpc makes the calls; the target has no part in them"),
  tags: native("words to select by; the target has no part in them"),
} satisfies CapabilityTable;

const service = {
  ...workload,
  image: running,
  command: running,
  external: native("never started by anybody here"),
  args: ofStarter,
  cwd: ofStarter,
  build: ofStarter,
} satisfies CapabilityTable;

const secret = secretRows("Docker gives it to its own containers only; use env, file or exec in this environment's secrets");

/** What the nginx target makes of every field of the language. */
export const nginxCapabilities: CapabilityTable = {
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
  "gateway.port": native("8080, or 443 with TLS, where it is not said"),
  "gateway.hosts": native(),
  "gateway.origins": native(),
  "gateway.tls.files": native("absolute paths on this host"),
  "gateway.tls.acme": unsupported("nginx does not fetch certificates: let certbot or the like do it, and write gateway.tls.files"),
  "gateway.tls.secret": unsupported("there is no platform that keeps secrets here: write gateway.tls.files"),
  "gateway.auth.bearer": native("tokens in a file of mode 0600 beside the configuration, which nginx holds in memory"),
  "gateway.auth.jwt": unsupported(`nginx cannot verify signed tokens; ${throughGateway}`),
  "gateway.limits": native(),
  clients: emulated("the README beside the configuration tells how to enter the servers there"),
  "monitoring.prometheus": unsupported(`nginx has no metrics of its own but an access log in JSON; ${throughGateway}`),
  "monitoring.grafana": unsupported(throughGateway),
  "monitoring.openTelemetry": unsupported(throughGateway),
  drift: native(),
  environments: native(),
  ...below("environments.*.secrets.*", secret),
  "environments.*.edge=nginx": native(),
  "environments.*.edge.nginx.gateway": unsupported(
    "nothing is started here: put mcpc gateway before the servers yourself, and name it in options.upstreams",
  ),
  "environments.*.edge=none": unsupported("leave it out: on this target nginx stands in front"),
  "environments.*.edge=gateway": unsupported("leave it out: on this target nginx stands in front"),
  "environments.*.edge=gateway-api": unsupported("leave it out: a gateway API exists on Kubernetes only"),
};
