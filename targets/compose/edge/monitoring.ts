import { stringify } from "yaml";
import { platformAddress } from "../../../src/model/address.ts";
import type { CompileState } from "../compile/compile-state.ts";
import { publish } from "../compile/published-ports.ts";
import type { ContainerSpec } from "../compose-spec.ts";
import { ownerLabels, ownServices } from "../names.ts";
import { metricsPort } from "./gateway-config.ts";
import { grafanaDashboard } from "./grafana-dashboard.ts";
import { folderMount, ownContainer } from "./own-container.ts";

/** Prometheus, which asks the gateway. */
export function prometheusContainer(state: CompileState): ContainerSpec {
  const { images, monitoring } = state.options;
  const address = platformAddress("prometheus");
  const config = {
    global: { scrape_interval: "15s", external_labels: { stack: state.model.stack, environment: state.model.environment } },
    scrape_configs: [
      {
        job_name: "mcpc",
        static_configs: [{ targets: [`${state.model.edge === "gateway" ? ownServices.edge : ownServices.gateway}:${metricsPort}`] }],
      },
    ],
  };
  const { published, ports } = publish([{ address: hostOf(state), host: monitoring.prometheusPort, container: 9090 }]);
  const volume = "mcpc-prometheus-data";
  return ownContainer(
    address,
    pulled(images.prometheus, state),
    {
      // The user of the maker's image, who owns its data.
      user: "65534:65534",
      command: ["--config.file=/etc/mcpc/prometheus.yml", "--storage.tsdb.path=/prometheus", "--storage.tsdb.retention.time=15d"],
      ports,
      volumes: [folderMount("prometheus", "/etc/mcpc"), { type: "volume", source: volume, target: "/prometheus" }],
    },
    {
      files: { "prometheus/prometheus.yml": stringify(config) },
      volumes: { [volume]: { name: `${state.project}-${volume}`, labels: ownerLabels(state.model, address) } },
      reload: { signal: "SIGHUP" },
      published,
    },
    state,
  );
}

/** Grafana with one dashboard, for whoever can reach its port: there is no account that could have a password. */
export function grafanaContainer(state: CompileState): ContainerSpec {
  const { images, monitoring } = state.options;
  const address = platformAddress("grafana");
  const { published, ports } = publish([{ address: hostOf(state), host: monitoring.grafanaPort, container: 3000 }]);
  const source = { name: "Prometheus", uid: "prometheus", type: "prometheus", access: "proxy", isDefault: true };
  const datasources = { apiVersion: 1, datasources: [{ ...source, url: `http://${ownServices.prometheus}:9090` }] };
  const provider = { name: "mcpc", type: "file", allowUiUpdates: false, options: { path: "/etc/grafana/provisioning/dashboards" } };
  return ownContainer(
    address,
    pulled(images.grafana, state),
    {
      user: "472:0",
      tmpfs: ["/tmp", "/var/lib/grafana"],
      environment: {
        GF_AUTH_ANONYMOUS_ENABLED: "true",
        GF_AUTH_ANONYMOUS_ORG_ROLE: "Viewer",
        GF_AUTH_DISABLE_LOGIN_FORM: "true",
        GF_AUTH_BASIC_ENABLED: "false",
        GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION: "true",
        GF_ANALYTICS_REPORTING_ENABLED: "false",
        GF_ANALYTICS_CHECK_FOR_UPDATES: "false",
        GF_PLUGINS_PREINSTALL_DISABLED: "true",
      },
      ports,
      volumes: [folderMount("grafana", "/etc/grafana/provisioning")],
    },
    {
      files: {
        "grafana/datasources/prometheus.yaml": stringify(datasources),
        "grafana/dashboards/provider.yaml": stringify({ apiVersion: 1, providers: [provider] }),
        "grafana/dashboards/mcpc.json": grafanaDashboard(state.model.stack),
      },
      published,
    },
    state,
  );
}

function hostOf({ model, options }: CompileState): string {
  return options.host ?? model.gateway.host;
}

function pulled(reference: string, { lock }: CompileState) {
  const digest = reference.includes("@") ? undefined : lock[reference];
  return { kind: "pulled", reference, ...(digest !== undefined && { digest }) } as const;
}
