import { pipMounts } from "./install-mounts.ts";

/** A package of PyPI, in a virtual environment that a stage of its own fills. Node comes from the runtime's image. */
export const pythonPackageTemplate = `# {{comment header}}
FROM {{word base}} AS install
ARG PIP_INDEX_URL
ARG PIP_CERT
WORKDIR /app
COPY requirements.txt choose-program.py ./
{{#if version}}
RUN {{exec version}}
{{/if}}
RUN ["python3", "-m", "venv", "/app/venv"]
RUN ${pipMounts} ["/app/venv/bin/python3", "-m", "pip", "install", "--no-cache-dir", "--disable-pip-version-check", "--requirement", "requirements.txt"]
RUN {{exec choose}}

FROM {{word base}}
COPY --from={{word runtime}} /opt/mcpc /opt/mcpc
COPY --from=install /app /app
{{#if data}}
COPY --from={{word runtime}} --chown={{word owner}} {{paths data}}
{{/if}}
ENV PATH=/app/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp
WORKDIR /app
USER {{word owner}}
EXPOSE {{port}}
ENTRYPOINT {{exec entrypoint}}
`;
