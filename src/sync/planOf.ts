import * as E from 'fp-ts/Either'
import { formatInstant } from '../data/instant.js'
import { explain } from '../placement/explain.js'
import type { Reason } from '../reason/reason.js'
import { hasItems, type Choice, type Selection } from './choose.js'
import { createdTemplate, schedulerFields } from './createdPod.js'
import { dispositions } from './disposition.js'
import type { CreateReason, Disposition, UnknownInput } from './fate.js'
import { assumed } from './observe.js'
import { identityOf } from './ownership.js'
import type { Parts, SyncInput } from './parts.js'
import { isUpdated } from './pass.js'
import type { Create, Plan, PodPlan } from './plan.js'
import { revisionStep } from './revisions.js'
import { slowStartOf } from './slowStart.js'
import { isStaticPod } from './staticPod.js'
import { nodePlans, recordedStatus, statusStep } from './status.js'
import type { StatusStep } from './statusNumbers.js'

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
    ...(refuses(input, parts) && { createsRefused: 'NamespaceTerminating' as const }),
    slowStart: slowStartOf(parts.creates),
    pods: podPlans(input, parts),
    choices: choicesOf(input, parts),
    rollingUpdate: parts.rollingUpdate,
    revision:
      parts.reached === 'nothing'
        ? { code: 'NotReached' }
        : revisionStep(
            parts.history,
            parts.relabelled,
            parts.cleaned.certain.map((candidate) => candidate.name),
          ),
    status: statusOf(input, parts, nodes),
    template: createdTemplate(daemonSet, pass.hash),
    events: parts.events,
    backoff: parts.backoff,
    schedulerReads: schedulerFields(daemonSet.spec?.template?.spec),
  }
}

const refuses = ({ namespaceTerminating }: SyncInput, { creates }: Parts): boolean =>
  namespaceTerminating && creates.some(hasItems)

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
      ...(isStaticPod(pod.pod) && { static: true as const }),
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
