import { define } from "../../definition.ts";
import { enumerated } from "../listed.ts";

/** 31xx: references, variables, environments and what `--set` gives. */
export const referenceDiagnostics = {
  MCPC3101: define<{ text: string }>({
    severity: "error",
    title: "reference that is not closed",
    message: ({ text }) => `the reference "${shorten(text)}" has no closing "}"`,
    hint: () => "a literal ${ is written $${",
    page: {
      why: "Nobody can tell where its name ends.",
      wrong: 'env: {URL: "http://${var.domain/api"}\n',
      right: 'env: {URL: "http://${var.domain}/api"}\n',
    },
  }),
  MCPC3102: define<{ word: string; forms: readonly string[]; nearest?: string }>({
    severity: "error",
    title: "unknown reference",
    message: ({ word }) => `"\${${word}}" refers to nothing that a stack has`,
    hint: ({ forms, nearest }) => (nearest === undefined ? `references: ${forms.join(", ")}; a literal \${ is written $\${` : undefined),
    page: {
      why: "A reference that is left as text would reach the server as it stands.",
      wrong: 'env: {LEVEL: "${vars.level}"}\n',
      right: 'env: {LEVEL: "${var.level}"}\n',
    },
  }),
  MCPC3103: define<{ kind: string; name: string; nearest?: string; known: readonly string[] }>({
    severity: "error",
    title: "reference to something that is not there",
    message: ({ kind, name }) => `there is no ${kind} "${name}"`,
    hint: ({ kind, nearest, known }) => {
      if (nearest !== undefined) return undefined;
      return known.length === 0 ? `the stack has no ${kind}` : `known: ${enumerated(known)}`;
    },
    page: {
      why: "The value could never be found.",
      wrong: 'secrets: {pg-password: {from: {env: PG}}}\nservers: {tasks: {env: {PW: "${secret.pgpassword}"}}}\n',
      right: 'secrets: {pg-password: {from: {env: PG}}}\nservers: {tasks: {env: {PW: "${secret.pg-password}"}}}\n',
    },
  }),
  MCPC3104: define<{ word: string; outputs: readonly string[] }>({
    severity: "error",
    title: "unknown output",
    message: ({ word, outputs }) => `there is no output "${word}"; it gives ${outputs.join(", ")}`,
    page: {
      why: "A service gives its address (host:port), host and port; a server gives its url.",
      wrong: 'env: {DB: "${service.db.adress}"}\n',
      right: 'env: {DB: "${service.db.address}"}\n',
    },
  }),
  MCPC3105: define<{ name: string; where: string }>({
    severity: "error",
    title: "secret where everybody can read it",
    message: ({ name, where }) => `the secret "${name}" cannot stand in ${where}: arguments are visible to everybody on the machine`,
    hint: () => "give it to the server in env",
    page: {
      why: "Arguments stand in process lists, container inspections and unit files.",
      wrong:
        'secrets: {pg-password: {from: {env: PG_PASSWORD}}}\nservers:\n  tasks:\n    run: {npm: tasks@1.0.0, args: ["--password", "${secret.pg-password}"]}\n',
      right:
        'secrets: {pg-password: {from: {env: PG_PASSWORD}}}\nservers:\n  tasks:\n    run: {npm: tasks@1.0.0}\n    env: {PASSWORD: "${secret.pg-password}"}\n',
    },
  }),
  MCPC3106: define<{ text: string; where: string }>({
    severity: "error",
    title: "reference where the value must be known",
    message: ({ text, where }) => `${where} must be known when the stack is compiled, so "${text}" cannot stand there`,
    hint: () => "use a variable (${var.NAME}), which may differ per environment",
    page: {
      why: "What is compiled from it has to be complete; secrets, environment variables and addresses have their value only later.",
      wrong: 'servers: {tasks: {port: "${env.PORT}"}}\n',
      right: 'variables: {port: {type: number, default: 8000}}\nservers: {tasks: {port: "${var.port}"}}\n',
    },
  }),
  MCPC3107: define<{ server: string }>({
    severity: "error",
    title: "directory of a server that keeps nothing",
    message: ({ server }) => `"\${data.dir}" stands in ${server}, which has no data`,
    hint: ({ server }) => `add data: {path: /data} to ${server}`,
    page: {
      why: "The directory exists only where the stack asks for persistent storage.",
      wrong: 'servers:\n  memory: {run: {npm: memory@1.0.0}, env: {FILE: "${data.dir}/memory.json"}}\n',
      right: 'servers:\n  memory: {run: {npm: memory@1.0.0}, data: {path: /data}, env: {FILE: "${data.dir}/memory.json"}}\n',
    },
  }),
  MCPC3108: define<{ text: string; shape: string }>({
    severity: "error",
    title: "incomplete reference",
    message: ({ text }) => `the reference "\${${text}}" is not complete`,
    hint: ({ shape }) => `it is written \${${shape}}`,
    page: {
      why: "It names a kind of thing, and not which.",
      wrong: 'env: {DB: "${service.db}"}\n',
      right: 'env: {DB: "${service.db.address}"}\n',
    },
  }),
  MCPC3109: define<{ service: string }>({
    severity: "error",
    title: "address of a service without port",
    message: ({ service }) => `services.${service} has no port, so it has no address`,
    hint: ({ service }) => `add the port it listens on, such as services.${service}.port: 5432`,
    page: {
      why: "An address is host and port; without the port nothing can connect.",
      wrong: 'services: {db: {image: "postgres:16.10"}}\nservers: {tasks: {env: {DB: "${service.db.address}"}}}\n',
      right: 'services: {db: {image: "postgres:16.10", port: 5432}}\nservers: {tasks: {env: {DB: "${service.db.address}"}}}\n',
    },
  }),
  MCPC3110: define<{ name: string; known: readonly string[]; nearest?: string }>({
    severity: "error",
    title: "unknown environment",
    message: ({ name }) => `there is no environment "${name}"`,
    hint: ({ known, nearest }) => (nearest === undefined ? `known: ${enumerated(known)}` : `did you mean "${nearest}"?`),
    page: {
      why: "Compiling for another environment than the one asked for could change the wrong place.",
      wrong: "$ mcpc plan -e stagin\n",
      right: "$ mcpc plan -e staging\n",
    },
  }),
  MCPC3111: define<{ name: string; variable: string }>({
    severity: "error",
    title: "variable without value",
    message: ({ name }) => `the variable "${name}" has no value`,
    hint: ({ name, variable }) => `give it a default, set it in the environment, export ${variable}, or pass --set ${name}=…`,
    page: {
      why: "A variable without a default must be given.",
      wrong: "variables: {domain: {type: string}}\n",
      right: "variables: {domain: {type: string, default: localhost}}\n",
    },
  }),
  MCPC3112: define<{ name: string; problem: string; from: string }>({
    severity: "error",
    title: "variable with a wrong value",
    message: ({ name, problem, from }) => `the value of the variable "${name}" (${from}) ${problem}`,
    page: {
      why: "The declaration of a variable promises what its users can rely on.",
      wrong: "variables: {port: {type: number}}\n$ mcpc plan --set port=eighty\n",
      right: "variables: {port: {type: number}}\n$ mcpc plan --set port=8000\n",
    },
  }),
  MCPC3113: define<{ text: string; where: string }>({
    severity: "error",
    title: "variable that needs another one",
    message: ({ text, where }) => `"${text}" cannot stand in ${where}: values of variables are known before anything else`,
    hint: () => "only ${stack.name} and ${environment} can stand there",
    page: {
      why: "Variables that depend on each other would need an order, and could go round in circles.",
      wrong: 'variables: {a: {default: x}, b: {default: "${var.a}"}}\n',
      right: 'variables: {a: {default: x}, b: {default: "${environment}-x"}}\n',
    },
  }),
  MCPC3114: define<{ text: string }>({
    severity: "error",
    title: "broken --set",
    message: ({ text }) => `"--set ${text}" names neither a variable nor a place in the stack`,
    hint: () => "write --set NAME=value for a variable, --set servers.NAME.port=8000 for a place",
    page: {
      why: "It would change nothing.",
      wrong: "$ mcpc plan --set servers..port=1\n",
      right: "$ mcpc plan --set servers.tasks.port=8000\n",
    },
  }),
  MCPC3115: define<{ name: string; environment: string }>({
    severity: "error",
    title: "secret without a source",
    message: ({ name, environment }) => `nothing says where the secret "${name}" comes from in environment "${environment}"`,
    hint: ({ name, environment }) => `add from: {env: NAME} to secrets.${name}, or environments.${environment}.secrets.${name}`,
    page: {
      why: "Its value could not be fetched when the stack is applied.",
      wrong: "secrets: {pg-password: {}}\nenvironments: {dev: {target: local}}\n",
      right: "secrets: {pg-password: {}}\nenvironments: {dev: {target: local, secrets: {pg-password: {from: {env: PG_PASSWORD}}}}}\n",
    },
  }),
};

function shorten(text: string): string {
  const [line = ""] = text.split("\n");
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
