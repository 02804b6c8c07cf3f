import { hasErrors } from "../../src/diagnostics/diagnostic.ts";
import type { Artifact } from "../../src/engine/artifact.ts";
import type { DesiredResource } from "../../src/engine/resource.ts";
import type { CompileContext, Compiled } from "../../src/engine/target.ts";
import { digestData } from "../../src/model/digest.ts";
import type { Model } from "../../src/model/model.ts";
import { once } from "../../src/model/once.ts";
import { secretsIn } from "../../src/model/value.ts";
import { judge } from "./compile/judge.ts";
import { compileSpec } from "./compile/placement.ts";
import { readme } from "./compile/readme.ts";
import { specOrigins } from "./compile/spec-origins.ts";
import type { NginxOptions } from "./options.ts";
import { markerOf, type SiteSpec, siteText } from "./site/site-spec.ts";

/** Beyond the time that servers may take to come up. */
const handshakeMs = 5_000;

/** Model → the site as one resource, its configuration as a file, and a page for people. Pure; made when asked for. */
export function compile(model: Model, context: CompileContext<NginxOptions>): Compiled {
  const diagnostics = judge(model, context.options);
  // What nginx cannot do cannot be written down either.
  const spec = once(() => (hasErrors(diagnostics) ? undefined : compileSpec(model, context.options)));
  return {
    diagnostics,
    get resources() {
      const compiled = spec();
      return compiled === undefined ? [] : [siteResource(compiled, model)];
    },
    get artifacts() {
      const compiled = spec();
      return compiled === undefined ? [] : [configuration(compiled, model, context.provenance), readme(compiled, model, context)];
    },
  };
}

function siteResource(spec: SiteSpec, model: Model): DesiredResource {
  const slowest = Math.max(0, ...model.servers.map(({ health }) => health.startupTimeoutMs));
  return {
    address: "gateway",
    kind: "site",
    spec,
    specHash: digestData(spec),
    secrets: secretsIn([spec.tokens, spec.secretHeaders]),
    forceNew: [],
    dependsOn: [],
    updatesInPlace: true,
    readyTimeoutMs: handshakeMs + slowest,
    origins: specOrigins(model.servers),
  };
}

function configuration(spec: SiteSpec, model: Model, provenance: readonly string[]): Artifact {
  return {
    path: spec.file,
    content: siteText(spec, markerOf(spec.content, 0), provenance),
    mediaType: "text/plain",
    sources: model.servers.map(({ address }) => address),
  };
}
