import { define } from "../../definition.ts";
import { exampleStack } from "../example.ts";

const stack = (server: string, edge: string) =>
  exampleStack(
    `gateway: {hosts: [mcp.example.com]}\nservers:\n  tasks: {run: {url: "https://tasks.example.com/mcp"}${server}}\nenvironments:\n  prod: {target: nginx, edge: ${edge}}\n`,
  );

/** 43xx: what nginx as the edge cannot do with a value, where the capability table alone cannot tell. */
export const nginxCapabilityDiagnostics = {
  MCPC4301: define<{ field: string; why: string; instead: string }>({
    severity: "error",
    title: "nginx cannot do this",
    message: ({ field, why }) => `nginx cannot do ${field}: ${why}`,
    hint: ({ instead }) => instead,
    page: {
      why: "nginx passes requests on by what their headers say. What is told only in bodies, what has to be rewritten, and signed tokens are the gateway's work; nothing is dropped in silence.",
      wrong: stack(", protocol: legacy, tools: {deny: [delete_task]}", "nginx"),
      right: stack(", protocol: legacy", "nginx"),
    },
  }),
  MCPC4302: define<{ server: string; field: string }>({
    severity: "warning",
    title: "nginx refuses calls, and the list still names the tools",
    message: ({ server, field }) =>
      `nginx refuses calls that ${field} of server "${server}" excludes, and the server's list still names these tools`,
    hint: () => "write edge: gateway in this environment to have them left out of the list too",
    page: {
      why: "The name of a tool that is called stands in a header, and nginx refuses it with 403. Lists stand in bodies, which nginx does not change.",
      wrong: stack(", protocol: modern, tools: {deny: [delete_task]}", "nginx"),
      right: stack(", protocol: modern", "nginx"),
    },
  }),
  MCPC4303: define<{ field: string; becomes: string }>({
    severity: "warning",
    title: "nginx counts whole calls per second or minute",
    message: ({ field, becomes }) => `nginx cannot count ${field} exactly; it becomes ${becomes}`,
    page: {
      why: "nginx keeps rates as whole numbers of calls per second or per minute, and no more than a million per second.",
      wrong: stack(", limits: {rate: 100/h}", "nginx"),
      right: stack(", limits: {rate: 2/m}", "nginx"),
    },
  }),
};
