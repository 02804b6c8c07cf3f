import * as z from "zod/mini";

const image = () => z.string({ checks: [z.minLength(1), z.maxLength(500), z.regex(/^[a-zA-Z0-9][^\s\0]*$/)] });

const imageOption = (reference: string, purpose: string) => z._default(image(), reference).check(z.describe(purpose));

/** `environments.<name>.options` of the compose target. */
export const composeOptionsSchema = z.strictObject({
  project: z
    .optional(z.string({ checks: [z.regex(/^[a-z0-9][a-z0-9_-]*$/)] }))
    .check(z.describe("Name of the Compose project; otherwise `<stack>-<environment>`.")),
  images: z
    .prefault(
      z.strictObject({
        node: imageOption("node:24.11.1-trixie-slim", "Carries npm and Node servers, bridges and the gateway; holds `node` and `npm`."),
        python: z
          .optional(image())
          .check(z.describe("Carries pypi servers; otherwise `python:<version>-slim-trixie`, of the version that `python` asks for.")),
        nginx: z
          .optional(image())
          .check(z.describe("nginx, with `edge: nginx`; otherwise `nginx:<version>`, of the version that `edge.nginx` says.")),
        prometheus: imageOption("prom/prometheus:v3.7.3", "Collects metrics with `monitoring.prometheus`."),
        grafana: imageOption("grafana/grafana:12.2.1", "Shows metrics with `monitoring.grafana`."),
      }),
      {},
    )
    .check(z.describe("Base images; set them for a company registry. `mcpc build --lock-images` pins all by digest.")),
  host: z
    .optional(z.string({ checks: [z.minLength(1)] }))
    .check(z.describe("Address on which ports are published; otherwise `gateway.host`, which is 127.0.0.1 unless set.")),
  port: z
    .optional(z.int().check(z.minimum(0), z.maximum(65_535)))
    .check(z.describe("Port of the front door on the host; otherwise `gateway.port`, else 7420. 0 = any that is free.")),
  monitoring: z
    .prefault(
      z.strictObject({
        prometheusPort: z
          ._default(z.int().check(z.minimum(0), z.maximum(65_535)), 9090)
          .check(z.describe("Port of Prometheus on the host.")),
        grafanaPort: z._default(z.int().check(z.minimum(0), z.maximum(65_535)), 3000).check(z.describe("Port of Grafana on the host.")),
      }),
      {},
    )
    .check(z.describe("What `monitoring` starts.")),
  ports: z
    ._default(z.record(z.string(), z.int().check(z.minimum(1), z.maximum(65_535))), {})
    .check(z.describe("Server → its port on the host, with `edge: none`; without one, the engine chooses.")),
  build: z
    .prefault(
      z.strictObject({
        network: z.optional(z.string({ checks: [z.minLength(1)] })).check(z.describe("Network of build steps, such as `host`.")),
        npmrc: z
          .optional(z.string({ checks: [z.minLength(1)] }))
          .check(z.describe("`.npmrc` with registry and credentials, relative to the stack; a build secret, in no image.")),
      }),
      {},
    )
    .check(z.describe("How images are built.")),
  profiles: z
    ._default(z.array(z.string({ checks: [z.regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/)] })), [])
    .check(z.describe("Tags that become Compose profiles: `docker compose up` starts servers that carry one only with `--profile TAG`.")),
  servicesOutbound: z
    ._default(z.boolean(), false)
    .check(z.describe("Services may reach the outside; otherwise they are on a network without a way out.")),
  logs: z
    .prefault(
      z.strictObject({
        maxSize: z
          ._default(z.string({ checks: [z.regex(/^[1-9]\d*[kmg]$/)] }), "10m")
          .check(z.describe("Size at which a log file is rotated.")),
        files: z._default(z.int().check(z.minimum(1), z.maximum(100)), 3).check(z.describe("Log files kept per container.")),
      }),
      {},
    )
    .check(z.describe("Logs of containers.")),
});

export type ComposeOptions = z.infer<typeof composeOptionsSchema>;
