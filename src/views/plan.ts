import { diagnosticJson } from "../diagnostics/render/json.ts";
import type { Change, FieldChange, ReasonCode } from "../engine/change.ts";
import type { Operation } from "../engine/operation.ts";
import type { Plan } from "../engine/plan.ts";
import { changeJson } from "./plan/change-json.ts";
import { changeLines } from "./plan/change-lines.ts";
import { driftSection } from "./plan/drift-section.ts";
import type { PlanViewOptions } from "./plan/plan-view-options.ts";
import { changeCount, planTotals } from "./plan/totals.ts";
import { warningSection } from "./plan/warning-section.ts";
import { heading } from "./text/heading.ts";
import { lastLine } from "./text/last-line.ts";
import { visible } from "./text/visible.ts";

/** What apply will do, for people: drift apart from changes, each change with its fields and their places, the totals last. */
export function planText(plan: Plan, options: PlanViewOptions): string {
  const changes = plan.changes.filter((change) => change.action !== "no-op").map((change) => placed(change, plan));
  const sections = [heading(plan, options)];
  if (plan.drift.length > 0) sections.push(driftSection(plan, options));
  if (changes.length > 0) {
    const lines = changeLines(changes, {
      ...options,
      describe: (change) => describe(plan, change),
      remark: (change, field) => remark(plan, change, field),
    });
    sections.push([options.paint.bold(goal(plan, options)), ...lines]);
  }
  if (plan.diagnostics.length > 0) sections.push(warningSection(plan.diagnostics, options));
  const body = sections.map((section) => `${section.join("\n")}\n`).join("\n");
  return `${body}\n${closing(plan, options)}`;
}

/** The same as data. No-ops are only counted; values of secrets are `null` with `sensitive: true`. */
export function planJson(plan: Plan): unknown {
  return {
    formatVersion: plan.formatVersion,
    stack: plan.stack,
    target: plan.target,
    ...(plan.where !== undefined && { where: plan.where }),
    environment: plan.environment,
    mode: plan.mode,
    priorRevision: plan.priorRevision,
    drift: plan.drift.map(changeJson),
    changes: plan.changes.filter((change) => change.action !== "no-op").map(changeJson),
    operations: plan.operations.map(operationJson),
    summary: plan.summary,
    diagnostics: plan.diagnostics.map(diagnosticJson),
  };
}

function operationJson({ id, type, address, cause, deps }: Operation): unknown {
  return { id, type, address, cause, deps };
}

/** What an earlier revision asks for stands in no file any more. */
function placed(change: Change, { mode }: Plan): Change {
  if (mode !== "rollback") return change;
  return { ...change, origin: undefined, diff: change.diff.map((field) => ({ ...field, origin: undefined })) };
}

function goal(plan: Plan, { file = "mcp.stack.yaml" }: PlanViewOptions): string {
  if (plan.mode === "destroy") {
    const withData = plan.changes.some((change) => change.destroyData === true);
    return withData ? "To remove everything, data included" : "To remove everything but data (--data removes that too)";
  }
  if (plan.mode === "rollback") return plan.of === undefined ? "To go back" : `To go back to revision ${plan.of}`;
  return `To reach ${visible(file)}`;
}

/** Reasons that the title of the section and the action tell. */
const selfEvident = new Set<ReasonCode>(["missing", "destroy-requested"]);

/** Reasons that the fields below tell. */
const toldByFields = new Set<ReasonCode>(["spec-changed", "secret-changed", "spec-and-secret-changed", "environment-changed"]);

/** The action, and the reason where the fields below do not tell it already. */
function describe(plan: Plan, change: Change): string {
  const action = change.destroyData === true ? `${change.action} with its data` : actionText(plan, change);
  const told = selfEvident.has(change.reasonCode) || (toldByFields.has(change.reasonCode) && change.diff.length > 0);
  return told || change.reason === "" ? action : `${action}: ${visible(change.reason)}`;
}

/** An update says whether it stops the thing for a moment; the other actions tell by their name. */
function actionText({ operations }: Plan, { action, address, inPlace }: Change): string {
  if (inPlace === true) return "update, nothing restarts";
  const restarts = operations.some((operation) => operation.address === address && operation.type === "restart");
  return action === "update" && restarts ? "update, restarts it" : action;
}

function remark(plan: Plan, change: Change, field: FieldChange): string {
  const drifted = plan.drift.find((drift) => drift.address === change.address)?.diff.find(({ path }) => path === field.path);
  if (drifted === undefined) return "";
  const returns = JSON.stringify(drifted.before) === JSON.stringify(field.after);
  return returns ? "puts the change above back" : "also changed behind mcpc's back";
}

function closing(plan: Plan, options: PlanViewOptions): string {
  if (changeCount(plan) === 0 && plan.operations.length === 0) {
    const rest = planTotals(plan);
    return lastLine(`Nothing to do${rest === "nothing" ? "" : `: ${rest}`}.`, "", options);
  }
  return lastLine(`${planTotals(plan)}.`, options.next ?? nextCommand(plan), options);
}

function nextCommand(plan: Plan): string {
  const to = plan.mode === "rollback" && plan.of !== undefined ? ` ${plan.of}` : "";
  return `mcpc ${plan.mode}${to} -e ${plan.environment}`;
}
