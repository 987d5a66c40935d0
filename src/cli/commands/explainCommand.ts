import { objectKey } from '../../kube/objectFacts.js'
import { cluster } from '../../cluster/cluster.js'
import { staticPods, type StaticPod } from '../../cluster/staticPods.js'
import type { Node } from '../../kube/node.js'
import { compileDaemonSet } from '../../placement/compileDaemonSet.js'
import {
  decideTemplate,
  explainTemplate,
  type TemplateDecision,
  type TemplateVerdict,
} from '../../pools/decideTemplate.js'
import { explain } from '../../placement/explain.js'
import { whileStarting, type NodeTemplate } from '../../pools/nodeTemplate.js'
import type { Policy } from '../../placement/policy.js'
import type { Decision, Verdict } from '../../reason/verdict.js'
import { grouped } from '../../data/grouped.js'
import { reasonSummary } from '../../report/text/reasonText.js'
import type { Style } from '../../report/text/style.js'
import { counted, someOf } from '../../report/text/table.js'
import {
  DECISION_TEXT,
  decisionText,
  templateDecisionText,
  verdictText,
} from '../../report/text/verdictText.js'
import { UsageError } from '../exitCode.js'
import { incompleteJson } from './incomplete.js'
import type { Options } from '../options/options.js'
import { FORMAT_VERSION, jsonText, styleFor } from './output.js'
import { findDaemonSet } from '../options/select.js'
import { notFound } from './notFound.js'
import { readSnapshot, reportProblems, type Problem } from '../input/snapshot.js'
import { staticPodsHere } from './staticPodText.js'
import type { World } from '../world.js'

interface Explained {
  readonly name: string
  readonly verdict: Verdict
}

interface ExplainedPool extends TemplateVerdict {
  readonly name: string
  readonly whileStarting: TemplateDecision
}

/** `podfit explain DAEMONSET [NODE]`: why it runs on a node or does not, or the same for every node. */
export const explainCommand = async (options: Options, world: World): Promise<number> => {
  const [wanted, nodeName, ...more] = options.positionals
  if (wanted === undefined)
    throw new UsageError('explain what? podfit explain DAEMONSET [NODE] -f FILE')
  if (more.length > 0) throw new UsageError(`too many arguments: ${more.join(' ')}`)
  const snapshot = await readSnapshot(options.files, world)
  const daemonSet = findDaemonSet(
    snapshot.objects.daemonSets ?? [],
    wanted,
    options.namespace,
    snapshot.problems,
  )
  const indexed = cluster(snapshot.objects)
  const { templates = [] } = snapshot.objects
  const nodes = indexed.nodes ?? (templates.length > 0 ? new Map<string, Node>() : undefined)
  if (nodes === undefined) throw notFound('the input has no nodes', snapshot.problems)
  const policy = compileDaemonSet(daemonSet, options.kubernetes.semantics)
  const asked: readonly (readonly [string, Node])[] =
    nodeName === undefined
      ? [...nodes]
      : [[nodeName, knownNode(nodes, nodeName, snapshot.problems)]]
  const explained = asked.map(([name, node]) => ({ name, verdict: explain(policy, node) }))
  const names = new Set(asked.map(([name]) => name))
  const byKubelets = (staticPods(indexed) ?? []).filter(({ node }) => names.has(node))
  const pools = nodeName === undefined ? templates.map((each) => explainPool(policy, each)) : []
  const style = styleFor(options, world)
  const title = objectKey(daemonSet)
  if (options.output === 'json')
    world.stdout(
      jsonText({
        ...explainJson(
          title,
          options.kubernetes.kubernetes,
          explained,
          byKubelets,
          snapshot.problems,
        ),
        nodePools: pools,
      }),
    )
  else if (nodeName === undefined) world.stdout(groupReport(title, explained, pools, style))
  else world.stdout(nodeReport(title, explained, byKubelets, style))
  return reportProblems(snapshot.problems, world)
}

/** What a DaemonSet makes of a node pool, once its nodes have settled and while they start. */
const explainPool = (policy: Policy, template: NodeTemplate): ExplainedPool => ({
  name: template.node.metadata?.name ?? '',
  ...explainTemplate(policy, template),
  whileStarting: decideTemplate(policy, whileStarting(template)),
})

const knownNode = (
  nodes: ReadonlyMap<string, Node>,
  name: string,
  problems: readonly Problem[],
): Node => {
  const node = nodes.get(name)
  if (node === undefined) {
    throw notFound(`no node ${name}; the input has ${someOf([...nodes.keys()])}`, problems)
  }
  return node
}

const explainJson = (
  daemonSet: string,
  kubernetes: string,
  explained: readonly Explained[],
  byKubelets: readonly StaticPod[],
  problems: readonly Problem[],
): object => ({
  formatVersion: FORMAT_VERSION,
  kubernetes,
  daemonSet,
  ...incompleteJson(problems),
  nodes: explained.map(({ name, verdict }) => ({ name, ...verdict })),
  staticPods: byKubelets,
})

const nodeReport = (
  title: string,
  explained: readonly Explained[],
  byKubelets: readonly StaticPod[],
  style: Style,
): string =>
  explained
    .map(({ name, verdict }) => {
      const lines = [...verdictText(verdict, style), ...staticPodsHere(byKubelets, style)]
      return `${style.bold(`${title} on ${name}`)}: ${lines.join('\n')}\n`
    })
    .join('')

const DECISIONS: readonly Decision[] = ['run', 'stay', 'leave']

const groupReport = (
  title: string,
  explained: readonly Explained[],
  pools: readonly ExplainedPool[],
  style: Style,
): string => {
  const lines = [style.bold(title)]
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
  for (const pool of pools) {
    const why = pool.reasons.map(reasonSummary).join('; ')
    const decision = templateDecisionText(pool.decision, style)
    lines.push(`  node pool ${pool.name}: ${decision}${why === '' ? '' : `: ${why}`}`)
  }
  return `${lines.join('\n')}\n`
}
