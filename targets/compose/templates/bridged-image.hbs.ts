/** Somebody else's image with what puts its server on HTTP. The Node that comes along brings its own libraries. */
export const bridgedImageTemplate = `# {{comment header}}
FROM {{word base}}
COPY --from={{word runtime}} /opt/mcpc /opt/mcpc
{{#if data}}
COPY --from={{word runtime}} --chown={{word owner}} {{paths data}}
{{/if}}
ENV HOME=/tmp
USER {{word owner}}
ENTRYPOINT {{exec entrypoint}}
`;
