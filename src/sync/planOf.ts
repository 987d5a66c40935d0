import * as E from 'fp-ts/Either'
import { formatInstant } from '../data/instant.js'
import { int64ToJson, toInt64 } from '../data/int64.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import { hasLeft } from '../kube/podFacts.js'
import { explain } from '../placement/explain.js'
import type { Reason } from '../reason/reason.js'
import { hasItems, pickFirst, type Choice, type Selection } from './choose.js'
import { createdTemplate } from './createdObjects.js'
import { schedulerFields } from './schedulerFields.js'
import { identityOf, type DaemonPod } from './daemonPods.js'
import type { CreateReason, DeleteReason, Disposition, UnknownInput } from './disposition.js'
import { isUpdated, type Pass, type PassState, type SyncInput } from './pass.js'
import type {
  Create,
  CreatedTemplate,
  CreatedToleration,
  NodePlan,
  Plan,
  PodPlan,
  Requeue,
  StatusStep,
} from './plan.js'
import { claimedRevisions, revisionStep } from './revisions.js'
import { unexplained } from './nodesWithoutReasons.js'
import { slowStartOf } from './slowStart.js'
import { isStaticPod } from './staticPod.js'
import { nodePlans, recordedStatus, statusStep } from './status.js'

/** Puts the plan together. Nodes are explained when somebody reads them: nothing else in it costs as much. */
export const planOf = (input: SyncInput, state: PassState): Plan => {
  const { daemonSet } = input
  const { namespace, name } = identityOf(daemonSet)
  const { pass } = state
  const counted = nodePlans(pass, state.byNode)
  const status = statusOf(input, state, counted)
  const explained = () => withReasons(counted, input)
  let kept: readonly NodePlan[] | undefined
  const plan: Plan = {
    daemonSet: { namespace, name },
    now: formatInstant(pass.now),
    cacheLag: input.cacheLag,
    unknown: unknownInputs(input),
    outcome: state.outcome,
    get nodes() {
      return (kept ??= explained())
    },
    creates: createsOf(state.creates),
    ...(refuses(input, state) && { createsRefused: 'NamespaceTerminating' as const }),
    slowStart: slowStartOf(state.creates),
    pods: podPlans(input, state),
    choices: choicesOf(input, state),
    rollingUpdate: state.rollingUpdate,
    revision:
      state.reached === 'nothing'
        ? { code: 'NotReached', ...claimedRevisions(state.history) }
        : revisionStep(
            state.history,
            state.relabelled,
            state.cleaned.certain.map((candidate) => candidate.name),
          ),
    status,
    template: templateOf(input, pass),
    events: state.events,
    backoff: state.backoff,
    requeues: [...state.requeues, ...readinessRequeue(daemonSet, status)],
    schedulerReads: schedulerFields(daemonSet.spec?.template?.spec, pass.semantics),
  }
  return unexplained(plan, { nodes: counted, explained })
}

/** Why the nodes that should run no pod should not. */
const withReasons = (nodes: readonly NodePlan[], input: SyncInput): readonly NodePlan[] =>
  nodes.map((node) =>
    node.decision === 'run' ? node : { ...node, reasons: reasonsOf(input, node.name) },
  )

const reasonsOf = ({ nodes, policy }: SyncInput, name: string): readonly Reason[] => {
  const node = nodes?.get(name)
  return node === undefined ? [] : explain(policy, node).reasons
}

const refuses = ({ namespaceTerminating }: SyncInput, { creates }: PassState): boolean =>
  namespaceTerminating && creates.some(hasItems)

const unknownInputs = (input: SyncInput): readonly UnknownInput[] => {
  const inputs = ['nodes', 'pods', 'revisions', 'now'] as const
  return inputs.filter((name) => input[name] === undefined)
}

/** What created pods are made of, as JSON. */
const templateOf = ({ daemonSet }: SyncInput, { hash }: Pass): CreatedTemplate => {
  const { labels, tolerations } = createdTemplate(daemonSet, hash)
  return {
    labels,
    tolerations: tolerations.map((toleration) => {
      const seconds = toleration.tolerationSeconds ?? undefined
      return seconds === undefined || Number.isSafeInteger(seconds)
        ? (toleration as CreatedToleration)
        : { ...toleration, tolerationSeconds: int64ToJson(toInt64(seconds)) }
    }),
  }
}

const createsOf = (selections: readonly Selection<CreateReason>[]): readonly Create[] =>
  selections.flatMap(({ certain, choices }) => [
    ...certain.map(({ name, why }) => ({ node: name, why })),
    ...choices.flatMap(({ choice, candidates }) =>
      candidates.map(({ name, why }) => ({ node: name, why, choice: choice.id })),
    ),
  ])

const choicesOf = (input: SyncInput, state: PassState): readonly Choice[] =>
  [...state.creates, ...state.deletes, state.cleaned].flatMap((selection) =>
    selection.choices.map(({ choice }) =>
      input.cacheLag ? choice : { ...choice, assumed: pickFirst(choice) },
    ),
  )

const podPlans = (input: SyncInput, state: PassState): readonly PodPlan[] => {
  const { pass, pods } = state
  const decided =
    state.reached === 'pods'
      ? dispositions(pass, pods, {
          deletes: state.deletes,
          dispositions: state.dispositions,
          nodesKnown: input.nodes !== undefined,
          reasons: (node) => reasonsOf(input, node),
        })
      : new Map<string, Disposition>()
  return pods.map((pod) => {
    const updated = isUpdated(pass, pod)
    return {
      name: pod.name,
      claim: pod.claim,
      ...(E.isRight(pod.target) && { node: pod.target.right }),
      ...(updated !== undefined && { updated }),
      ...(isStaticPod(pod.pod) && { static: true as const }),
      disposition: decided.get(pod.name) ?? { code: 'untouched' },
    }
  })
}

/** What the steps of a pass decided about pods, and why a node refuses them. */
export interface Decided {
  readonly deletes: readonly Selection<DeleteReason>[]
  readonly dispositions: ReadonlyMap<string, Disposition>
  readonly nodesKnown: boolean
  readonly reasons: (node: string) => readonly Reason[]
}

/**
 * What becomes of each pod, exactly one thing.
 *
 * - **Rules**
 *   1. A released pod is released. One that has ended and terminates (not so in older releases), or whose node
 *      cannot be computed, is out of the picture.
 *   2. What a step decided: deleted, maybe deleted, deleted later, kept for backoff.
 *   3. Otherwise by its state: terminating; on a node that does not exist; where it belongs; where it may
 *      continue.
 */
export const dispositions = (
  pass: Pass,
  pods: readonly DaemonPod[],
  decided: Decided,
): ReadonlyMap<string, Disposition> => {
  const chosen = new Map(decided.dispositions)
  for (const selection of decided.deletes) {
    for (const { name, why } of selection.postponed) chosen.set(name, { code: 'postponed', why })
    for (const { choice, candidates } of selection.choices) {
      for (const { name, why } of candidates) {
        chosen.set(name, { code: 'choice', choice: choice.id, why })
      }
    }
    for (const { name, why } of selection.certain) chosen.set(name, { code: 'delete', why })
  }
  return new Map(pods.map((pod) => [pod.name, dispositionOf(pass, pod, chosen, decided)]))
}

const dispositionOf = (
  pass: Pass,
  pod: DaemonPod,
  chosen: ReadonlyMap<string, Disposition>,
  decided: Decided,
): Disposition => {
  if (pod.claim === 'released') return { code: 'release' }
  if (hasLeft(pod, pass.semantics)) return { code: 'terminating' }
  if (E.isLeft(pod.target)) return { code: 'unpinned', fault: pod.target.left[0] }
  const node = pod.target.right
  const known = chosen.get(pod.name)
  if (known !== undefined) return justified(known, () => decided.reasons(node))
  if (pod.terminating) return { code: 'terminating' }
  if (!decided.nodesKnown) return { code: 'unknown', needs: 'nodes' }
  switch (pass.decisions.get(node)) {
    case 'run':
      return { code: 'keep' }
    case 'stay':
      return { code: 'stay', reasons: decided.reasons(node) }
    case 'leave':
      return { code: 'untouched' }
    case undefined:
      return { code: 'stranded' }
  }
}

/** A deletion for the node's sake says what is wrong with the node. */
const justified = (disposition: Disposition, reasons: () => readonly Reason[]): Disposition =>
  disposition.code === 'delete' &&
  (disposition.why === 'NotEligible' || disposition.why === 'OutdatedNotEligible')
    ? { ...disposition, reasons: reasons() }
    : disposition

/**
 * While ready pods are not available, the pass after `minReadySeconds`, also where the status is as recorded.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/daemon_controller.go`
 *   DaemonSetsController.updateDaemonSetStatus
 */
const readinessRequeue = ({ spec }: DaemonSet, { computed }: StatusStep): readonly Requeue[] => {
  const seconds = spec?.minReadySeconds ?? 0
  return seconds > 0 && computed.numberReady !== computed.numberAvailable
    ? [{ why: 'MinReadySeconds', seconds }]
    : []
}

const statusOf = (input: SyncInput, state: PassState, nodes: Plan['nodes']): StatusStep => {
  if (state.status === 'none') {
    return { written: false, computed: {}, recorded: recordedStatus(input.daemonSet) }
  }
  const known = {
    nodes: input.nodes !== undefined,
    pods: input.pods !== undefined,
    updated: state.pods.every((pod) => isUpdated(state.pass, pod) !== undefined),
  }
  return statusStep(input.daemonSet, nodes, known, state.status === 'raisesGeneration')
}
