/** What all other images take from: mcpc's runtime, and a Node that also runs where no library of its own is. It is all that the gateway needs. */
export const runtimeTemplate = `# {{comment header}}
FROM {{word base}} AS collect
WORKDIR /tmp/collect
COPY collect-node.mjs ./
RUN {{exec collect}}

FROM scratch
COPY --from=collect /opt/mcpc /opt/mcpc
COPY mcpc-runtime.mjs /opt/mcpc/mcpc-runtime.mjs
ENV NODE_ENV=production HOME=/tmp
USER 10001:10001
ENTRYPOINT {{exec entrypoint}}
`;
