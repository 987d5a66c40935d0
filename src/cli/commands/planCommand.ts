import * as RA from 'fp-ts/ReadonlyArray'
import { daemonSetFit } from '../../capacity/daemonSetFit.js'
import { cluster, type Cluster } from '../../cluster/cluster.js'
import { evictedPods } from '../../cluster/evictedPods.js'
import { orphansOf } from '../../cluster/orphans.js'
import { claimablePods } from '../../cluster/plan.js'
import { planAll } from '../../cluster/planAll.js'
import { hasChanges } from '../../cluster/planSummary.js'
import { staticPods } from '../../cluster/staticPods.js'
import type { DecodedObjects } from '../../decode/collectObjects.js'
import { controllerOf, nameOf, namespacedName, objectKey } from '../../kube/objectFacts.js'
import { isBound, isReady } from '../../kube/podFacts.js'
import type { Semantics } from '../../kube/semantics.js'
import { compileDaemonSet } from '../../placement/compile.js'
import { decide } from '../../placement/decide.js'
import { presentPods } from '../../rollout/attribution/presentPods.js'
import { refusalOf, type AttributionOptions } from '../../rollout/attribution/rolloutContext.js'
import { nodesToForget } from '../../sync/nodesWithoutReasons.js'
import type { Plan } from '../../sync/plan.js'
import { command, type Answer } from '../frame/command.js'
import { FORMAT_VERSION } from '../frame/formats.js'
import { incompleteJson, type Problem } from '../input/problem.js'
import {
  onlyServed,
  podsUnchecked,
  takeIn,
  withoutOwned,
  type Served,
  type Taken,
} from '../input/takeIn.js'
import {
  DETAILED_EXITCODE,
  DETAILS,
  FILES,
  NAMESPACE,
  NO_PODS,
  NOW,
  ONE_DAEMON_SET,
  SELECTOR,
} from '../options/commonOptions.js'
import { KUBERNETES_AGAINST } from '../options/kubernetesOption.js'
import { switchOption } from '../options/option.js'
import { noneLeft, selectDaemonSets, type Selection } from '../options/select.js'
import { currentTime } from '../world.js'
import {
  againstJson,
  againstMarkdown,
  againstReport,
  anyDiffers,
  anyRefused,
  compareVersions,
  type Comparison,
} from './compareVersions.js'
import { withInput } from './overview/overviewInput.js'
import { planMarkdown, planReport, type Found, type Planned } from './planReport.js'

/** `podfit plan`: what the controller does next for each DaemonSet. */
export const planCommand = command({
  name: 'plan',
  summary: 'what the controller does next, for every DaemonSet or one',
  arguments: { wanted: ONE_DAEMON_SET },
  options: {
    files: FILES,
    noPods: NO_PODS,
    namespace: NAMESPACE,
    selector: SELECTOR,
    now: NOW,
    noCacheLag: switchOption({
      name: 'no-cache-lag',
      text: "a pass sees its own writes, as in upstream's unit tests; the controller's cache shows them later",
    }),
    details: DETAILS,
    detailedExitCode: DETAILED_EXITCODE,
    versions: KUBERNETES_AGAINST,
  },
  examples: [
    {
      line: 'kubectl get nodes,daemonsets,pods,controllerrevisions -A -o json | podfit plan -f -',
      text: 'which pods are created and deleted next, and why',
    },
    {
      line: 'podfit plan ds/agent -n logging -f cluster.json',
      text: 'the same for one DaemonSet',
    },
    {
      line: 'podfit plan -f cluster.json --against 1.24 --detailed-exitcode',
      text: 'exit code 2 when another version would do something else',
    },
  ],
  run: async (
    { wanted, files, noPods, detailedExitCode, versions: { from, to }, ...given },
    world,
  ): Promise<Answer<Found | (Comparison & { readonly details: boolean })>> => {
    const { namespace } = given
    const all = await takeIn(files, world, { namespace, wanted, noPods, kubernetes: from })
    const taken = wanted === undefined ? all : onlyServed(all, wanted, namespace)
    const now = given.now ?? currentTime(world)
    const cacheLag = !given.noCacheLag
    const ofPods = podsUnchecked('which pods are created and deleted', taken)
    const aboutPods = taken.served.length > 0 ? ofPods : []
    const [asked, open] = detailedExitCode ? [aboutPods, []] : [[], aboutPods]
    if (to !== undefined) {
      const comparison = compareVersions(taken, { from, to, now, cacheLag }, given)
      return {
        answer: { ...comparison, details: given.details || wanted !== undefined },
        unchecked: [
          ...uncheckedOf(taken, comparison.compared.length + comparison.refusals.length, given),
          ...asked,
        ],
        open,
        failed: anyRefused(comparison),
        changes: detailedExitCode && anyDiffers(comparison),
      }
    }
    const found = plansFor(
      taken,
      { version: from, now, cacheLag, isOne: wanted !== undefined, details: given.details },
      given,
    )
    return {
      answer: found,
      unchecked: [...uncheckedOf(taken, found.planned.length, given), ...asked],
      open,
      changes: detailedExitCode && found.planned.some(({ plan }) => hasChanges(plan)),
    }
  },
  formats: {
    text: (answer, { style }) =>
      'compared' in answer
        ? againstReport(answer, style, answer.details)
        : planReport(answer, style),
    json: (answer, { problems }) =>
      'compared' in answer ? againstJson(answer, problems) : planJson(answer, problems),
    markdown: (answer, { said }) =>
      withInput('compared' in answer ? againstMarkdown(answer) : planMarkdown(answer), said),
  },
})

/** Without DaemonSets or nodes there is nothing that a plan could say. */
const uncheckedOf = (taken: Taken, planned: number, selection: Selection): readonly string[] => [
  ...noneLeft(planned, taken, selection),
  ...(planned > 0 && taken.objects.nodes === undefined
    ? ['where pods should run, for nodes were not given']
    : []),
]

const plansFor = (
  { objects, served }: Taken,
  given: Pick<Found, 'version' | 'now' | 'details'> & {
    readonly cacheLag: boolean
    readonly isOne: boolean
  },
  selection: Selection,
): Found => {
  const { version, now, cacheLag, isOne, details } = given
  const { semantics } = version
  const indexed = cluster(objects)
  const selected = selectDaemonSets(served, selection)
  const plansOf = (group: readonly Served[], around: () => Cluster) => {
    if (group.length === 0) return []
    const daemonSets = group.map(({ daemonSet }) => daemonSet)
    return RA.zip(planAll(around(), daemonSets, { now, cacheLag, semantics }))(group)
  }
  const parts = RA.partition(({ isNew }: Served) => isNew)(selected)
  const plans = new Map([
    ...plansOf(parts.left, () => indexed),
    ...plansOf(parts.right, () => withoutOwned(indexed)),
  ])
  const its = new Set(
    selected.flatMap(({ daemonSet }) => claimablePods(indexed, daemonSet) ?? []).map(objectKey),
  )
  const isAsked = (pod: { readonly namespace: string; readonly name: string }): boolean =>
    isOne
      ? its.has(namespacedName(pod))
      : selection.namespace === undefined || pod.namespace === selection.namespace
  return {
    objects,
    planned: selected.flatMap((each): readonly Planned[] => {
      const plan = plans.get(each)
      return plan === undefined
        ? []
        : [
            {
              ...each,
              plan,
              ...shouldRunOn(each, plan, indexed, semantics),
              ...refusalNow(each, plan, indexed, objects),
              nextPods: nextPodsOf(each, plan, indexed, semantics),
              ...thereNow(each, indexed, { now, semantics, events: objects.events ?? [] }),
              orphans: orphansOf(indexed, each.daemonSet),
            },
          ]
    }),
    evicted: evictedPods(indexed, { now, semantics }).filter(isAsked),
    byKubelets: (staticPods(indexed) ?? []).filter(isAsked),
    now,
    version,
    details: details || isOne,
  }
}

/** That creating the pods of the plan has just been refused, by the events. */
const refusalNow = (
  { daemonSet, isNew }: Served,
  { creates }: Plan,
  indexed: Cluster,
  { events }: DecodedObjects,
): Pick<Planned, 'refusal'> => {
  if (isNew || creates.length === 0 || events === undefined) return {}
  const refusal = refusalOf(daemonSet, events, claimablePods(indexed, daemonSet) ?? [])
  return refusal === undefined ? {} : { refusal }
}

/** What is there, looked at only where a pod is not ready: most DaemonSets are well. */
const thereNow = (
  { daemonSet, isNew }: Served,
  indexed: Cluster,
  options: AttributionOptions,
): Pick<Planned, 'there'> => {
  const owned = (claimablePods(indexed, daemonSet) ?? []).filter(
    ({ metadata }) => controllerOf(metadata) !== undefined,
  )
  if (isNew || owned.every(isReady)) return {}
  const there = presentPods(indexed, daemonSet, options)
  return there === undefined ? {} : { there }
}

/** Whether the pods fit that the plan creates, that come after those it deletes, and that wait for their nodes. */
const nextPodsOf = (
  { daemonSet, isNew }: Served,
  { creates, pods }: Plan,
  indexed: Cluster,
  semantics: Semantics,
): Planned['nextPods'] => {
  const waiting = new Set(
    (claimablePods(indexed, daemonSet) ?? []).filter((pod) => !isBound(pod)).map(nameOf),
  )
  const nodes =
    indexed.pods === undefined
      ? undefined
      : [
          ...creates.map(({ node }) => node),
          ...pods.flatMap(({ name, node, disposition: { code } }) =>
            node !== undefined && (code === 'delete' || code === 'choice' || waiting.has(name))
              ? [node]
              : [],
          ),
        ]
  if (nodes?.length === 0) return []
  const around = isNew && indexed.pods !== undefined ? withoutOwned(indexed) : indexed
  return daemonSetFit(around, daemonSet, { semantics, nodes })
}

/** Without pods a plan creates nothing; where it should run is known all the same. */
const shouldRunOn = (
  { daemonSet }: Served,
  { unknown }: Plan,
  { nodes }: Cluster,
  semantics: Semantics,
): Pick<Planned, 'shouldRunOn'> => {
  if (!unknown.includes('pods') || nodes === undefined) return {}
  const policy = compileDaemonSet(daemonSet, semantics)
  return {
    shouldRunOn: [...nodes].flatMap(([name, node]) =>
      decide(policy, node) === 'run' ? [name] : [],
    ),
  }
}

/** A plan with more members, explained while it is written: the reasons of all plans together are too much to keep. */
const explainedLate = <A extends object>(plan: Plan, more: A): Plan & A =>
  Object.defineProperties<object>(
    {},
    {
      ...Object.getOwnPropertyDescriptors(plan),
      nodes: { get: () => nodesToForget(plan), enumerable: true },
      ...Object.getOwnPropertyDescriptors(more),
    },
  ) as Plan & A

const planJson = (
  { objects, planned: plans, evicted, byKubelets, now, version }: Found,
  problems: readonly Problem[],
) => ({
  formatVersion: FORMAT_VERSION,
  now,
  kubernetes: version.kubernetes,
  ...incompleteJson(problems),
  ignored: objects.others,
  plans: plans.map(({ plan, isNew, refusal, there = [], nextPods, orphans, shouldRunOn: nodes }) =>
    explainedLate(plan, {
      isNew,
      unavailable: there.flatMap(({ node, pods }) =>
        pods.flatMap((pod) => (pod.cause === undefined ? [] : [{ node, ...pod }])),
      ),
      nextPods: nextPods.map(({ there: _there, ...next }) => next),
      orphans,
      ...(refusal !== undefined && { creationRefused: refusal }),
      ...(nodes !== undefined && { shouldRunOn: nodes }),
    }),
  ),
  evictions: evicted,
  staticPods: byKubelets,
})
