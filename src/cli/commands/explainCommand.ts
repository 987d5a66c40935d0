import { cluster } from '../../cluster/cluster.js'
import { staticPods, type StaticPod } from '../../cluster/staticPods.js'
import { grouped } from '../../data/grouped.js'
import type { Node } from '../../kube/node.js'
import { hasPriorityClass } from '../../kube/daemonSet.js'
import { nameOf, objectKey } from '../../kube/objectFacts.js'
import { compileDaemonSet } from '../../placement/compile.js'
import { explain } from '../../placement/explain.js'
import type { Policy } from '../../placement/policy.js'
import {
  decideTemplate,
  explainTemplate,
  type TemplateDecision,
  type TemplateVerdict,
} from '../../pools/decideTemplate.js'
import { whileStarting, type NodeTemplate } from '../../pools/nodeTemplate.js'
import type { Decision, Verdict } from '../../reason/verdict.js'
import { reasonSummary } from '../../report/text/reasonText.js'
import { causeText } from '../../report/text/causeText.js'
import type { Style } from '../../report/text/style.js'
import { counted, someOf } from '../../report/text/table.js'
import {
  DECISION_TEXT,
  decisionText,
  templateDecisionText,
  verdictText,
} from '../../report/text/verdictText.js'
import { command } from '../frame/command.js'
import { FORMAT_VERSION } from '../frame/formats.js'
import { incompleteJson, nothingOf, type Problem } from '../input/problem.js'
import { takeServed, withoutOwned } from '../input/takeIn.js'
import { DAEMON_SET, FILES, NAMESPACE, NOW } from '../options/commonOptions.js'
import { KUBERNETES } from '../options/kubernetesOption.js'
import { optionalArgument } from '../options/option.js'
import { calledNode, findNode } from '../options/select.js'
import { presentPods, type NodePresence } from '../../rollout/attribution/presentPods.js'
import { currentTime } from '../world.js'
import { helpLines, presentText } from '../../report/text/presenceText.js'
import { staticPodsHere } from '../../report/text/podEvictionText.js'

interface Explained {
  readonly name: string
  readonly verdict: Verdict
}

interface ExplainedPool extends TemplateVerdict {
  readonly name: string
  readonly whileStarting: TemplateDecision
}

/** `podfit explain DAEMONSET [NODE]`: why it runs on a node or does not, or the same for every node. */
export const explainCommand = command({
  name: 'explain',
  summary: 'why a DaemonSet runs on a node or does not',
  arguments: {
    wanted: DAEMON_SET,
    nodeName: optionalArgument('NODE', 'one node; all of them unless given'),
  },
  options: { files: FILES, namespace: NAMESPACE, now: NOW, kubernetes: KUBERNETES },
  examples: [
    {
      line: 'podfit explain logging/agent worker-1 -f cluster.json',
      text: 'every reason, with the fields that it comes from',
    },
    { line: 'podfit explain logging/agent -f cluster.json', text: 'all nodes, by reason' },
  ],
  run: async ({ wanted, nodeName, files, namespace, kubernetes, ...given }, world) => {
    const taken = await takeServed(files, world, { namespace, wanted, kubernetes })
    const { objects, problems, daemonSet, isNew } = taken
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
    const there = presentPods(isNew ? withoutOwned(indexed) : indexed, daemonSet, {
      now: given.now ?? currentTime(world),
      events: objects.events ?? [],
      semantics: kubernetes.semantics,
    })
    return {
      answer: {
        title: objectKey(daemonSet),
        kubernetes: kubernetes.kubernetes,
        explained: asked.map(([name, node]) => ({ name, verdict: explain(policy, node) })),
        there: isNew
          ? undefined
          : there?.filter(({ node }) => names.has(node) || nodeName === undefined),
        byKubelets: (staticPods(indexed) ?? []).filter(({ node }) => names.has(node)),
        pools: nodeName === undefined ? templates.map((each) => explainPool(policy, each)) : [],
        oneNode: nodeName !== undefined,
        hasPriority: hasPriorityClass(daemonSet),
      },
      problems,
    }
  },
  formats: {
    text: (found, { style }) =>
      found.oneNode ? nodeReport(found, style) : groupReport(found, style),
    json: (found, { problems }) => explainJson(found, problems),
  },
})

/** Everything that is reported. */
interface Explanation {
  readonly title: string
  readonly kubernetes: string
  readonly explained: readonly Explained[]
  /** What is there; undefined where that is not known. */
  readonly there: readonly NodePresence[] | undefined
  readonly byKubelets: readonly StaticPod[]
  readonly pools: readonly ExplainedPool[]
  /** Whether the template names a priority class. */
  readonly hasPriority: boolean
}

/** What a DaemonSet makes of a node pool, once its nodes have settled and while they start. */
const explainPool = (policy: Policy, template: NodeTemplate): ExplainedPool => ({
  name: nameOf(template.node),
  ...explainTemplate(policy, template),
  whileStarting: decideTemplate(policy, whileStarting(template)),
})

const explainJson = (
  { title, kubernetes, explained, there, byKubelets, pools }: Explanation,
  problems: readonly Problem[],
): object => ({
  formatVersion: FORMAT_VERSION,
  kubernetes,
  daemonSet: title,
  ...incompleteJson(problems),
  nodes: explained.map(({ name, verdict }) => ({
    name,
    ...verdict,
    ...(there !== undefined && { is: there.find(({ node }) => node === name) ?? NOTHING_THERE }),
  })),
  staticPods: byKubelets,
  nodePools: pools,
})

const nodeReport = (
  { title, explained, there, byKubelets, hasPriority }: Explanation,
  style: Style,
): readonly string[] =>
  explained.flatMap(({ name, verdict }) => {
    const [first = '', ...more] = verdictText(verdict, style)
    return [
      `${style.bold(`${title} on ${name}`)}: ${first}`,
      ...more,
      ...(there === undefined
        ? []
        : presenceLines(
            there.find(({ node }) => node === name),
            verdict.decision,
            hasPriority,
            style,
          )),
      ...staticPodsHere(byKubelets, style),
    ]
  })

/** What is there on all nodes: how many pods are available, and why the others are not. */
const thereLines = (there: readonly NodePresence[], style: Style): readonly string[] => {
  const pods = there.flatMap(({ pods: here }) => here)
  const unavailable = there.flatMap(({ node, pods: here, missing }) => [
    ...(missing === undefined ? [] : [{ node, text: `no pod: ${causeText(missing)}` }]),
    ...here.flatMap((pod) => (pod.cause === undefined ? [] : [{ node, text: presentText(pod) }])),
  ])
  if (pods.length + unavailable.length === 0) return []
  const available = pods.filter(({ cause }) => cause === undefined).length
  return [
    `  ${counted(pods.length, 'pod')} there, ${available} available`,
    ...[...grouped(unavailable, ({ text }) => text)].map(
      ([text, members]) =>
        `    ${style.bad('✗')} ${text}: ${someOf(members.map(({ node }) => node))}`,
    ),
  ]
}

const NOTHING_THERE = { pods: [] }

/** What is on a node, beside what should be. */
const presenceLines = (
  presence: NodePresence | undefined,
  decision: Decision,
  hasPriority: boolean,
  style: Style,
): readonly string[] => {
  if (presence === undefined || presence.pods.length + (presence.missing ? 1 : 0) === 0) {
    return decision === 'run' ? [] : [style.dim('  · no pod is there')]
  }
  const { pods, missing } = presence
  return [
    ...(missing === undefined
      ? []
      : [`  ${style.warn('?')} no pod is there: ${causeText(missing)}`]),
    ...helpLines({ ...(missing && { cause: missing }) }, hasPriority).map(indented),
    ...pods.flatMap((pod) => [
      `  ${pod.cause === undefined ? style.good('✓') : style.bad('✗')} pod ${pod.pod} is there, and ${presentText(pod)}`,
      ...helpLines(pod, hasPriority).map(indented),
    ]),
  ]
}

const indented = (line: string): string => `      ${line}`

const DECISIONS: readonly Decision[] = ['run', 'stay', 'leave']

const groupReport = (
  { title, explained, there, pools }: Explanation,
  style: Style,
): readonly string[] => {
  const lines = [style.bold(title)]
  if (explained.length + pools.length === 0) lines.push('  there are no nodes')
  for (const decision of DECISIONS) {
    const here = explained.filter(({ verdict }) => verdict.decision === decision)
    if (here.length === 0) continue
    lines.push(
      `  ${decisionText(decision, style)} on ${counted(here.length, 'node')} ${style.dim(`(${DECISION_TEXT[decision]})`)}`,
    )
    const groups = grouped(here, ({ verdict }) => verdict.reasons.map(reasonSummary).join('; '))
    for (const [why, members] of groups) {
      const names = someOf(members.map((member) => member.name))
      lines.push(`    ${why === '' ? names : `${why}: ${names}`}`)
    }
  }
  for (const line of there === undefined ? [] : thereLines(there, style)) lines.push(line)
  for (const pool of pools) {
    const why = pool.reasons.map(reasonSummary).join('; ')
    const decision = templateDecisionText(pool.decision, style)
    lines.push(`  node pool ${pool.name}: ${decision}${why === '' ? '' : `: ${why}`}`)
  }
  return lines
}
