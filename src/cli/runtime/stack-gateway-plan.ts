import { compileStack } from "./compile-stack.ts";

/** A gateway without a file is one of a stack; the build puts this in place of `../stack/stack-gateway-plan.ts`. */
export function stackGatewayPlan(): Promise<never> {
  return compileStack();
}
