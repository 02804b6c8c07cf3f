export { loadPlan, savePlan } from "./engine/saved-plan.ts";
