import * as z from "zod/mini";
import { field } from "./field.ts";
import { httpUrl } from "./text.ts";

export const monitoringSchema = () =>
  z.strictObject({
    prometheus: field(z._default(z.boolean(), false), "Metrics in Prometheus' format at the front door.", true),
    grafana: field(z._default(z.boolean(), false), "A Grafana dashboard beside the artifacts.", true),
    openTelemetry: field(
      z.optional(z.strictObject({ endpoint: field(httpUrl(), "OTLP endpoint over HTTP.", "http://collector:4318") })),
      "Traces and metrics are sent to a collector.",
      { endpoint: "http://collector:4318" },
      { otherwise: "nothing is sent" },
    ),
  });
