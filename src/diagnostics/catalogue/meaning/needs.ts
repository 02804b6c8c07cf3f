import { define } from "../../definition.ts";
import { exampleStack } from "../example.ts";

/** Who waits for whom. */
export const needsDiagnostics = {
  MCPC3001: define<{ who: string; need: string }>({
    severity: "error",
    title: "something is needed that does not exist",
    message: ({ who, need }) => `${who} needs "${need}", but the stack has no server or service of that name`,
    page: {
      why: "A need decides what is started first. Waiting for a name that nothing has would wait for ever.",
      wrong: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    needs: {database: started}
services:
  db: {command: [redis-server]}
`),
      right: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    needs: {db: started}
services:
  db: {command: [redis-server]}
`),
    },
  }),
  MCPC3003: define<{ name: string }>({
    severity: "error",
    title: "a server and a service share a name",
    message: ({ name }) => `"${name}" is the name of a server and of a service`,
    hint: () => "rename one of them: names are shared, because needs and host names go by them",
    page: {
      why: "A need, a host name and a container name all say only the name. With two things behind it nobody can tell which is meant.",
      wrong: exampleStack(`
servers:
  cache: {run: {command: [node, cache.js]}}
services:
  cache: {command: [redis-server]}
`),
      right: exampleStack(`
servers:
  cache: {run: {command: [node, cache.js]}}
services:
  cache-db: {command: [redis-server]}
`),
    },
  }),
  MCPC3004: define<{ cycle: readonly string[] }>({
    severity: "error",
    title: "things need each other in a circle",
    message: ({ cycle }) => (cycle.length === 2 ? `"${cycle[0]}" needs itself` : `these need each other in a circle: ${cycle.join(" → ")}`),
    hint: ({ cycle }) =>
      cycle.length === 2
        ? "remove it from its own needs"
        : "remove one of these needs; a reference such as ${service.NAME.address} counts as one",
    page: {
      why: "Each would wait for the next before it starts, so none of them ever would.",
      wrong: exampleStack(`
servers:
  search:
    run: {command: [node, search.js]}
    needs: [index]
  index:
    run: {command: [node, index.js]}
    needs: [search]
`),
      right: exampleStack(`
servers:
  search:
    run: {command: [node, search.js]}
    needs: [index]
  index:
    run: {command: [node, index.js]}
`),
    },
  }),
  MCPC3005: define<{ who: string; need: string; why: string }>({
    severity: "error",
    title: "something is waited for that never completes",
    message: ({ who, need, why }) => `${who} waits until "${need}" has completed, but ${why}`,
    hint: ({ need }) => `write {${need}: started} or {${need}: healthy}; only a service with restart.policy on-failure or never completes`,
    page: {
      why: "`completed` is for jobs that end, such as a database migration. Waiting for the end of something that is meant to stay would never finish.",
      wrong: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    needs: {cache: completed}
services:
  cache: {command: [redis-server], restart: {policy: always}}
`),
      right: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    needs: {migration: completed}
services:
  migration: {command: [node, migrate.js]}
`),
    },
  }),
  MCPC3007: define<{ who: string; need: string; place: string }>({
    severity: "error",
    title: "health is waited for where nothing checks it",
    message: ({ who, need }) => `${who} needs "${need}" to be healthy, but service "${need}" has no health check`,
    hint: ({ need, place }) => `add ${place}, or write {${need}: started}`,
    page: {
      why: "Nothing tells when the service is healthy, so the server would either wait for ever or start too early.",
      wrong: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    needs: {db: healthy}
services:
  db: {command: [redis-server], port: 6379}
`),
      right: exampleStack(`
servers:
  tasks:
    run: {command: [node, tasks.js]}
    needs: {db: healthy}
services:
  db: {command: [redis-server], port: 6379, health: {readiness: {tcp: {}}}}
`),
    },
  }),
};
