import { npmMounts } from "./install-mounts.ts";

/** An npm package: installed in a stage of its own, so that neither npm nor its cache nor a registry's name is in what runs. */
export const nodePackageTemplate = `# {{comment header}}
FROM {{word base}} AS install
ARG NPM_CONFIG_REGISTRY
ARG NODE_EXTRA_CA_CERTS
WORKDIR /app
COPY package.json choose-program.mjs ./
RUN ${npmMounts} {{exec install}}
RUN {{exec choose}}

FROM {{word base}}
COPY --from={{word runtime}} /opt/mcpc/mcpc-runtime.mjs /opt/mcpc/mcpc-runtime.mjs
COPY --from=install /app /app
{{#if data}}
COPY --from={{word runtime}} --chown={{word owner}} {{paths data}}
{{/if}}
ENV HOME=/tmp
WORKDIR /app
USER {{word owner}}
EXPOSE {{port}}
ENTRYPOINT {{exec entrypoint}}
`;
