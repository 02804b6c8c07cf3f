import { npmMounts, pipMounts } from "./install-mounts.ts";

/** A folder of the stack: its files, and what its lock file names. */
export const sourceFolderTemplate = `# {{comment header}}
FROM {{word base}} AS install
{{#if npm}}
ARG NPM_CONFIG_REGISTRY
ARG NODE_EXTRA_CA_CERTS
{{/if}}
{{#if pip}}
ARG PIP_INDEX_URL
ARG PIP_CERT
{{/if}}
{{#each args}}
ARG {{word this}}
{{/each}}
WORKDIR /app
{{#if npm}}
COPY {{words npm}} ./
RUN ${npmMounts} {{exec install}}
{{/if}}
{{#if pip}}
COPY requirements.txt ./
RUN ["python3", "-m", "venv", "/app/venv"]
RUN ${pipMounts} ["/app/venv/bin/python3", "-m", "pip", "install", "--no-cache-dir", "--disable-pip-version-check", "--requirement", "requirements.txt"]
{{/if}}
COPY . .

FROM {{word base}}
COPY --from={{word runtime}} {{runtimeFiles}} {{runtimeFiles}}
COPY --from=install /app /app
{{#if data}}
COPY --from={{word runtime}} --chown={{word owner}} {{paths data}}
{{/if}}
{{#if python}}
ENV PATH=/app/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp
{{else}}
ENV HOME=/tmp
{{/if}}
WORKDIR {{word workdir}}
USER {{word owner}}
ENTRYPOINT {{exec entrypoint}}
`;
