import * as E from 'fp-ts/Either'
import { formatInstant, type Instant } from '../data/instant.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import type { Pod } from '../kube/pod.js'
import { explain } from '../placement/explain.js'
import type { Policy } from '../placement/policy.js'
import type { Reason } from '../reason/reason.js'
import type { Decision } from '../reason/verdict.js'
import type { RevisionHistory } from '../revision/revisionHistory.js'
import type { Backoff } from './backoff.js'
import { NOTHING_CHOSEN, type Choice, type Selection } from './choose.js'
import { createdTemplate, schedulerFields } from './createdPod.js'
import type { DaemonPod } from './daemonPod.js'
import { dispositions } from './disposition.js'
import { assumed } from './observe.js'
import { identityOf } from './ownership.js'
import { isUpdated, type Pass } from './pass.js'
import type { CreateReason, DeleteReason, Disposition, UnknownInput } from './fate.js'
import type {
  Create,
  Outcome,
  Plan,
  PlannedEvent,
  PodPlan,
  RollingUpdateStep,
  StatusStep,
} from './plan.js'
import type { PodsByNode } from './podsByNode.js'
import { hashOf, revisionStep } from './revisions.js'
import { nodePlans, recordedStatus, statusStep } from './status.js'

/** Everything one pass looks at. Undefined lists were not given. */
export interface SyncInput {
  readonly daemonSet: DaemonSet
  readonly policy: Policy
  readonly nodes: ReadonlyMap<string, Node> | undefined
  /** What the policy says of each node, in the order of names; empty without nodes. */
  readonly decisions: ReadonlyMap<string, Decision>
  readonly pods: readonly Pod[] | undefined
  readonly revisions: readonly ControllerRevision[] | undefined
  readonly now: Instant
  readonly observed: Plan['observed']
  /** Whether the writes of earlier passes have been seen. */
  readonly expectationsMet: boolean
  readonly backoff: Backoff
}

/** What the steps of a pass came to, from which the plan is put together. */
export interface Parts {
  readonly pods: readonly DaemonPod[]
  readonly pass: Pass
  readonly outcome: Outcome
  readonly events: readonly PlannedEvent[]
  readonly backoff: Backoff
  /** The history, undefined where the revisions were not given or not read. */
  readonly history: RevisionHistory | undefined
  readonly byNode: PodsByNode
  readonly creates: readonly Selection<CreateReason>[]
  readonly deletes: readonly Selection<DeleteReason>[]
  readonly special: ReadonlyMap<string, Disposition>
  readonly cleaned: Selection<null>
  readonly rollingUpdate: RollingUpdateStep
  /** Whether the pass writes a status, and whether that raises `observedGeneration`. */
  readonly status: 'none' | 'keepsGeneration' | 'raisesGeneration'
  /** Whether the pass got as far as the revisions, and as far as the pods. */
  readonly reached: 'nothing' | 'revisions' | 'pods'
}

/** A pass that does nothing. */
export const idle = (input: SyncInput, pods: readonly DaemonPod[]): Parts => ({
  pods,
  pass: {
    daemonSet: input.daemonSet,
    now: input.now,
    decisions: input.decisions,
    hash: hashOf(undefined),
    generation: undefined,
    semantics: input.policy.semantics,
  },
  outcome: { code: 'Synced' },
  events: [],
  backoff: input.backoff,
  history: undefined,
  byNode: new Map(),
  creates: [],
  deletes: [],
  special: new Map(),
  cleaned: NOTHING_CHOSEN,
  rollingUpdate: { code: 'NotReached' },
  status: 'none',
  reached: 'nothing',
})

/** Puts the plan together. */
export const planOf = (input: SyncInput, parts: Parts): Plan => {
  const { daemonSet } = input
  const { namespace, name } = identityOf(daemonSet)
  const { pass } = parts
  const nodes = nodePlans(pass, parts.byNode)
  return {
    daemonSet: { namespace, name },
    now: formatInstant(input.now),
    observed: input.observed,
    unknown: unknownInputs(input),
    outcome: parts.outcome,
    nodes,
    creates: createsOf(parts.creates),
    pods: podPlans(input, parts),
    choices: choicesOf(input, parts),
    rollingUpdate: parts.rollingUpdate,
    revision:
      parts.reached === 'nothing'
        ? { code: 'NotReached' }
        : revisionStep(
            parts.history,
            parts.pods,
            parts.cleaned.certain.map((candidate) => candidate.name),
          ),
    status: statusOf(input, parts, nodes),
    template: createdTemplate(daemonSet, pass.hash),
    events: parts.events,
    backoff: parts.backoff,
    schedulerReads: schedulerFields(daemonSet.spec?.template?.spec),
  }
}

const unknownInputs = (input: SyncInput): readonly UnknownInput[] => {
  const inputs = ['nodes', 'pods', 'revisions'] as const
  return inputs.filter((name) => input[name] === undefined)
}

const createsOf = (selections: readonly Selection<CreateReason>[]): readonly Create[] =>
  selections.flatMap(({ certain, choices }) => [
    ...certain.map(({ name, why }) => ({ node: name, why })),
    ...choices.flatMap(({ choice, candidates }) =>
      candidates.map(({ name, why }) => ({ node: name, why, choice: choice.id })),
    ),
  ])

const choicesOf = (input: SyncInput, parts: Parts): readonly Choice[] =>
  [...parts.creates, ...parts.deletes, parts.cleaned].flatMap((selection) =>
    selection.choices.map(({ choice }) =>
      input.observed === 'atOnce' ? { ...choice, assumed: assumed(choice) } : choice,
    ),
  )

const podPlans = (input: SyncInput, parts: Parts): readonly PodPlan[] => {
  const { pass, pods } = parts
  const reasons = (node: string): readonly Reason[] => {
    const known = input.nodes?.get(node)
    return known === undefined ? [] : explain(input.policy, known).reasons
  }
  const fates =
    parts.reached === 'pods'
      ? dispositions(pass, pods, {
          deletes: parts.deletes,
          special: parts.special,
          nodesKnown: input.nodes !== undefined,
          reasons,
        })
      : new Map<string, Disposition>()
  return pods.map((pod) => {
    const updated = isUpdated(pass, pod)
    return {
      name: pod.name,
      claim: pod.claim,
      ...(E.isRight(pod.target) && { node: pod.target.right }),
      ...(updated !== undefined && { updated }),
      disposition: fates.get(pod.name) ?? { code: 'untouched' },
    }
  })
}

const statusOf = (input: SyncInput, parts: Parts, nodes: Plan['nodes']): StatusStep => {
  if (parts.status === 'none') {
    return { written: false, computed: {}, recorded: recordedStatus(input.daemonSet) }
  }
  const known = {
    nodes: input.nodes !== undefined,
    pods: input.pods !== undefined,
    updated: parts.pods.every((pod) => isUpdated(parts.pass, pod) !== undefined),
  }
  return statusStep(input.daemonSet, nodes, known, parts.status === 'raisesGeneration')
}
