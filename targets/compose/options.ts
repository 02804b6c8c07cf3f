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
        nginx: imageOption("nginxinc/nginx-unprivileged:1.30.0-alpine-slim", "The edge of `edge: nginx`; runs without root."),
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
  ports: z
    ._default(z.record(z.string(), z.int().check(z.minimum(1), z.maximum(65_535))), {})
    .check(z.describe("Server → its port on the host, with `edge: none`; without one, the engine chooses.")),
  nginx: z
    .prefault(
      z.strictObject({
        version: z
          ._default(z.string({ checks: [z.regex(/^1\.\d{1,3}\.\d{1,3}$/)] }), "1.30.0")
          .check(z.describe("Version in `images.nginx`; decides what may stand in the configuration.")),
        throughGateway: z
          ._default(z.boolean(), false)
          .check(z.describe("nginx passes everything to mcpc's gateway behind it, which does what nginx cannot.")),
      }),
      {},
    )
    .check(z.describe("The edge of `edge: nginx`.")),
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
