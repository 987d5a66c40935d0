import type { NodePlan, Plan } from './plan.js'

/**
 * Reading the nodes of a plan for the first time explains every one of them, which costs more than all the rest of
 * the plan, and is kept. Who asks for decisions only asks here.
 */

/** The nodes of plans that were made here, before anybody asks why. */
const known = /* @__PURE__ */ new WeakMap<Plan, Unexplained>()

interface Unexplained {
  readonly nodes: readonly NodePlan[]
  /** Explains them. */
  readonly explained: () => readonly NodePlan[]
}

/** A plan, and its nodes while nobody has asked why. */
export const unexplained = (plan: Plan, nodes: Unexplained): Plan => {
  known.set(plan, nodes)
  return plan
}

/**
 * The nodes of a plan without the reasons why they should run no pod; with them, if the plan was not made here but read
 * or put together.
 */
export const nodesWithoutReasons = (plan: Plan): readonly NodePlan[] =>
  known.get(plan)?.nodes ?? plan.nodes

/** The nodes of a plan with their reasons, which are not kept: those of many plans are more than a heap holds. */
export const nodesToForget = (plan: Plan): readonly NodePlan[] =>
  known.get(plan)?.explained() ?? plan.nodes
