/** The text that `mcpc init` writes: the quickstart, with a word on each part. */
export function firstStack(name: string): string {
  return `# The one file you write; mcpc compiles everything else from it.
#   mcpc validate    check it
#   mcpc plan        see what would change
#   mcpc apply       make it so
#   mcpc dev         work on it: apply on save, follow all logs
apiVersion: mcpc/v1
name: ${name}

servers:
  # Remembers facts as a knowledge graph. \`data\` is kept over restarts; \${data.dir} is where it is.
  memory:
    description: Knowledge-graph memory
    run: {npm: "@modelcontextprotocol/server-memory@2026.8.31"}
    env: {MEMORY_FILE_PATH: "\${data.dir}/memory.jsonl"}
    data: {path: /data}

  # Shows everything a server can do; good for trying: mcpc call everything echo '{"message": "hello"}'
  everything:
    description: A little of everything
    run: {npm: "@modelcontextprotocol/server-everything@2026.8.31"}

  # Reads and writes files below its own data directory, and nowhere else.
  filesystem:
    description: Files in one folder
    run:
      npm: "@modelcontextprotocol/server-filesystem@2026.8.31"
      args: ["\${data.dir}"]
    data: {path: /data}

# Where it runs. The first environment is the default; choose another with -e.
environments:
  dev: {target: local}
`;
}
