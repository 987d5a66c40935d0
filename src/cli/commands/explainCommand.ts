import { daemonSetFit, type NodeFit } from '../../capacity/daemonSetFit.js'
import { neededFor } from '../input/liveCluster.js'
import { cluster } from '../../cluster/cluster.js'
import { staticPods } from '../../cluster/staticPods.js'
import type { InstantText } from '../../data/instant.js'
import { hasPriorityClass, type DaemonSet } from '../../kube/daemonSet.js'
import type { Node } from '../../kube/node.js'
import { nameOf, objectKey } from '../../kube/objectFacts.js'
import type { Semantics } from '../../kube/semantics.js'
import type { KubernetesSemantics } from '../../kube/semanticsFor.js'
import type { WorkloadPlacement } from '../../impact/workloadPlacement.js'
import { compileDaemonSet } from '../../placement/compile.js'
import { explain } from '../../placement/explain.js'
import type { Policy } from '../../placement/policy.js'
import { decideTemplate, explainTemplate } from '../../pools/decideTemplate.js'
import { whileStarting, type NodeTemplate } from '../../pools/nodeTemplate.js'
import {
  workloadMarkdown,
  workloadOnNodeText,
  workloadText,
} from '../../report/overview/workloadText.js'
import { someOf } from '../../report/text/table.js'
import { selectionText } from '../../report/text/selectionText.js'
import { presentPods } from '../../rollout/attribution/presentPods.js'
import { beingDeleted } from '../../sync/beingDeleted.js'
import { UsageError } from '../exitCode.js'
import { command } from '../frame/command.js'
import { FORMAT_VERSION } from '../frame/formats.js'
import { incompleteJson, nothingOf, type Problem } from '../input/problem.js'
import { findServed, takeIn, withoutOwned, type Served, type Taken } from '../input/takeIn.js'
import { DETAILS, FILES, NAMESPACE, NOW } from '../options/commonOptions.js'
import { KUBERNETES } from '../options/kubernetesOption.js'
import { optionalArgument } from '../options/option.js'
import { calledDaemonSet, calledNode, findNode } from '../options/select.js'
import { currentTime } from '../world.js'
import { withInput } from './overview/overviewInput.js'
import {
  explainMarkdown,
  explainReport,
  type Explanation,
  type ExplainedPool,
} from './explainReport.js'
import {
  allCalled,
  calledWorkload,
  explainWorkload,
  isWorkload,
  wantedWorkloads,
  type CalledWorkload,
} from './explainWorkload.js'

/** What is explained: a DaemonSet, or what else the scheduler places pods of. */
type Found =
  | (Explanation & { readonly code: 'DaemonSet' })
  | (WorkloadPlacement & { readonly code: 'Workload'; readonly oneNode: boolean })

/** `podfit explain NAME [NODE]`: why it runs on a node or does not, or the same for every node. */
export const explainCommand = command({
  name: 'explain',
  summary: 'why a DaemonSet, or another workload, runs on a node or does not',
  about: [
    'Of a Deployment, StatefulSet, Job, CronJob or Pod: which nodes could take its pods, as far as node name,',
    'cordon, taints, nodeSelector and node affinity say.',
  ],
  arguments: {
    wanted: optionalArgument(
      'NAME',
      'a DaemonSet, or deploy/NAME, sts/, job/, cj/, pod/NAME; the only one unless given',
    ),
    nodeName: optionalArgument('NODE', 'one node; all of them unless given'),
  },
  options: {
    files: FILES,
    namespace: NAMESPACE,
    now: NOW,
    details: DETAILS,
    kubernetes: KUBERNETES,
  },
  examples: [
    {
      line: 'podfit explain logging/agent worker-1 -f cluster.json',
      text: 'every reason, with the fields that it comes from',
    },
    { line: 'podfit explain logging/agent -f cluster.json', text: 'all nodes, by reason' },
    {
      line: 'podfit explain deploy/web -n shop -f cluster.json',
      text: 'which nodes could take the pods of a Deployment, and what the scheduler says of those that wait',
    },
  ],
  run: async ({ wanted, nodeName, files, namespace, kubernetes, details, ...given }, world) => {
    const called = calledWorkload(wanted, namespace)
    const alike: string[] = []
    const taken = await takeIn(files, world, {
      namespace,
      wanted: called.kind === undefined ? wanted : called.name,
      kubernetes,
      workloads: wantedWorkloads(called, alike),
      placement: called.kind !== undefined,
      needs: called.kind === undefined ? undefined : neededFor(called.kind),
    })
    const found = isWorkload(taken, called)
      ? workloadFound(taken, called, { nodeName, semantics: kubernetes.semantics })
      : daemonSetFound(taken, findServed(taken, theOnly(taken, wanted, alike), namespace), {
          nodeName,
          kubernetes,
          now: given.now ?? currentTime(world),
        })
    return { answer: { kubernetes: kubernetes.kubernetes, details, found } }
  },
  formats: {
    text: ({ details, found }, { style, width }) => {
      const layout = { style, width, details }
      if (found.code === 'DaemonSet') return explainReport(found, layout)
      return found.oneNode ? workloadOnNodeText(found, layout) : workloadText(found, layout)
    },
    json: ({ kubernetes, found }, { problems }) =>
      found.code === 'DaemonSet'
        ? explainJson(found, problems)
        : {
            formatVersion: FORMAT_VERSION,
            kubernetes,
            ...incompleteJson(problems),
            ...workloadJson(found),
          },
    markdown: ({ found }, { said }) =>
      withInput(
        found.code === 'DaemonSet' ? explainMarkdown(found) : workloadMarkdown(found),
        said,
      ),
  },
})

const workloadFound = (
  taken: Taken,
  called: CalledWorkload,
  asked: { readonly nodeName: string | undefined; readonly semantics: Semantics },
): Found => ({
  ...explainWorkload(taken, called, asked),
  code: 'Workload',
  oneNode: asked.nodeName !== undefined,
})

const daemonSetFound = (taken: Taken, served: Served, asked: Asked): Found => ({
  ...explainDaemonSet(taken, served, asked),
  code: 'DaemonSet',
})

/** The DaemonSet that is named, or the only one that there is. */
const theOnly = (taken: Taken, wanted: string | undefined, alike: readonly string[]): string => {
  const [only, ...more] = taken.served
  if (wanted === undefined) {
    if (only !== undefined && more.length === 0) return objectKey(only.daemonSet)
    const all = allCalled(taken)
    const which = all.length === 0 ? '' : `; the input has ${someOf(all)}`
    throw new UsageError(`explain: expected NAME${which}`)
  }
  const { name } = calledDaemonSet(wanted, undefined)
  const isThere = taken.served.some(({ daemonSet }) => nameOf(daemonSet) === name)
  if (!isThere && alike.length > 0 && taken.intake.refused.length === 0) {
    throw new UsageError(`no DaemonSet ${wanted}; did you mean ${alike.join(' or ')}?`)
  }
  return wanted
}

/** How a DaemonSet is asked about. */
interface Asked {
  readonly nodeName: string | undefined
  readonly kubernetes: KubernetesSemantics
  readonly now: InstantText
}

const explainDaemonSet = (
  { objects, problems }: Taken,
  { daemonSet, isNew }: Served,
  { nodeName, kubernetes, now }: Asked,
): Explanation => {
  const indexed = cluster(objects)
  const { templates = [] } = objects
  const nodes = indexed.nodes ?? (templates.length > 0 ? new Map<string, Node>() : undefined)
  if (nodes === undefined) throw nothingOf('the input has no nodes', problems)
  const policy = compileDaemonSet(daemonSet, kubernetes.semantics)
  const asked: readonly (readonly [string, Node])[] =
    nodeName === undefined
      ? [...nodes]
      : [[calledNode(nodeName), findNode(nodes, nodeName, problems)]]
  const names = new Set(asked.map(([name]) => name))
  const around = isNew && indexed.pods !== undefined ? withoutOwned(indexed) : indexed
  const there = presentPods(isNew ? withoutOwned(indexed) : indexed, daemonSet, {
    now,
    events: objects.events ?? [],
    semantics: kubernetes.semantics,
  })
  return {
    title: objectKey(daemonSet),
    beingDeleted: beingDeleted(daemonSet),
    selects: selectionText(policy),
    kubernetes: kubernetes.kubernetes,
    fits: daemonSetFit(around, daemonSet, {
      semantics: kubernetes.semantics,
      nodes: [...names],
    }),
    explained: asked.map(([name, node]) => ({ name, verdict: explain(policy, node) })),
    there: isNew
      ? undefined
      : there?.filter(({ node }) => names.has(node) || nodeName === undefined),
    byKubelets: (staticPods(indexed) ?? []).filter(({ node }) => names.has(node)),
    pools:
      nodeName === undefined ? templates.map((each) => explainPool(daemonSet, policy, each)) : [],
    oneNode: nodeName !== undefined,
    hasPriority: hasPriorityClass(daemonSet),
  }
}

/** What a DaemonSet makes of a node pool, once its nodes have settled and while they start. */
const explainPool = (
  daemonSet: DaemonSet,
  policy: Policy,
  template: NodeTemplate,
): ExplainedPool => {
  const [fit] = daemonSetFit(cluster({ nodes: [template.node], pods: [] }), daemonSet, {
    semantics: policy.semantics,
  })
  return {
    name: nameOf(template.node),
    ...explainTemplate(policy, template),
    whileStarting: decideTemplate(policy, whileStarting(template)),
    ...(fit !== undefined && { fit }),
  }
}

const explainJson = (
  {
    title,
    beingDeleted: cascade,
    kubernetes,
    explained,
    fits,
    there,
    byKubelets,
    pools,
  }: Explanation,
  problems: readonly Problem[],
) => {
  const fitOf = new Map(fits.map((fit) => [fit.node, fit]))
  return {
    formatVersion: FORMAT_VERSION,
    kubernetes,
    daemonSet: title,
    ...(cascade !== undefined && { beingDeleted: cascade }),
    ...incompleteJson(problems),
    nodes: explained.map(({ name, verdict }) => ({
      name,
      ...verdict,
      ...fitJson(fitOf.get(name)),
      ...(there !== undefined && { is: there.find(({ node }) => node === name) ?? NOTHING_THERE }),
    })),
    staticPods: byKubelets,
    nodePools: pools.map(({ fit, ...pool }) => ({ ...pool, ...fitJson(fit) })),
  }
}

/** Whether its pod fits, of a node or a pool where it should run. */
const fitJson = (found: NodeFit | undefined) => {
  if (found === undefined) return {}
  const { node: _node, there: _there, ...fit } = found
  return { nextPod: fit }
}

const NOTHING_THERE = { pods: [] }

/** What is found, for programs; each pod with the scheduler's words and what podfit makes of them. */
const workloadJson = ({
  code: _code,
  oneNode: _oneNode,
  kind,
  namespace,
  name,
  nodes,
  ...found
}: Extract<Found, { readonly code: 'Workload' }>) => ({
  workload: { kind, namespace, name },
  ...found,
  nodes: nodes.map(({ name: node, verdict }) => ({
    name: node,
    couldTake: verdict.decision === 'run',
    ...verdict,
  })),
})
