import * as E from 'fp-ts/Either'
import { causesSync } from '../../cluster/causesSync.js'
import { objectKey } from '../../kube/objectFacts.js'
import { cluster, type Cluster } from '../../cluster/cluster.js'
import { editCluster } from '../../cluster/edit.js'
import { evictions, type PodEviction } from '../../cluster/evictions.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import type { Node } from '../../kube/node.js'
import type { Semantics } from '../../kube/semantics.js'
import { editTaints, type EditedTaints } from '../../kubectl/editTaints.js'
import { parseTaints, type TaintEdit } from '../../kubectl/parseTaints.js'
import { splitTaintArguments } from '../../kubectl/splitTaintArguments.js'
import { compileDaemonSet } from '../../placement/compileDaemonSet.js'
import { explain } from '../../placement/explain.js'
import type { Verdict } from '../../reason/verdict.js'
import {
  kubectlTaintArgumentsError,
  kubectlTaintError,
  kubectlTaintRefusal,
  nodeNotFoundText,
} from '../../report/upstream/kubectlText.js'
import { reasonSummary, taintText } from '../../report/text/reasonText.js'
import type { Style } from '../../report/text/style.js'
import { decisionText } from '../../report/text/verdictText.js'
import { EXIT, UsageError } from '../exitCode.js'
import { evictionLines } from './evictionText.js'
import { incompleteJson, incompleteLines } from './incomplete.js'
import type { Options } from '../options/options.js'
import { FORMAT_VERSION, jsonText, styleFor } from './output.js'
import { labelFilter } from '../options/select.js'
import { notFound } from './notFound.js'
import { readSnapshot, reportProblems, type Problem } from '../input/snapshot.js'
import type { World } from '../world.js'

/** What tainting one node means for one DaemonSet. */
interface Consequence {
  readonly daemonSet: string
  readonly before: Verdict
  readonly after: Verdict
  /** Whether the change triggers a sync of the DaemonSet. */
  readonly causesSync: boolean
}

interface TaintedNode extends EditedTaints {
  readonly node: string
  readonly consequences: readonly Consequence[]
}

/** `podfit taint nodes NAME... TAINT...`: what `kubectl taint` would do, and what follows from it. */
export const taintCommand = async (options: Options, world: World): Promise<number> => {
  const { positionals, all, selector, overwrite } = options
  const split = splitTaintArguments(positionals, { all, selector: selector !== undefined })
  if (E.isLeft(split)) throw new UsageError(kubectlTaintArgumentsError(split.left))
  const edit = parseTaints(split.right.specs)
  if (E.isLeft(edit)) throw new UsageError(kubectlTaintError(edit.left))
  const snapshot = await readSnapshot(options.files, world)
  const indexed = cluster(snapshot.objects)
  const now = options.now ?? world.now().toISOString()
  const nodes = namedNodes(indexed, split.right.names, options, snapshot.problems)
  const { kubernetes, semantics } = options.kubernetes
  const results = nodes.map((node) => taintNode(indexed, node, edit.right, overwrite, semantics))
  const tainted = results.flatMap((result) => (E.isRight(result) ? [result.right] : []))
  const edited = editCluster(indexed, { put: { nodes: tainted.map(({ after }) => after) } })
  const names = new Set(tainted.map(({ report }) => report.node))
  const evicted = evictions(edited, { now, semantics }).filter(({ node }) => names.has(node))
  const reports = tainted.map(({ report }) => report)
  world.stdout(
    options.output === 'json'
      ? jsonText({
          formatVersion: FORMAT_VERSION,
          now,
          kubernetes,
          ...incompleteJson(snapshot.problems),
          nodes: reports,
          evictions: evicted,
        })
      : taintReport(reports, evicted, snapshot.problems, styleFor(options, world)),
  )
  const errors = results.flatMap((result) => (E.isLeft(result) ? [result.left] : []))
  for (const error of errors) world.stderr(`podfit: ${error}\n`)
  const code = reportProblems(snapshot.problems, world)
  return code === EXIT.done && errors.length > 0 ? EXIT.failed : code
}

const namedNodes = (
  { nodes }: Cluster,
  names: readonly string[],
  { all, selector }: Options,
  problems: readonly Problem[],
): readonly Node[] => {
  const matches = labelFilter(selector)
  if (all || selector !== undefined) {
    return [...(nodes?.values() ?? [])].filter((node) => matches(node.metadata?.labels))
  }
  return names.map((name) => {
    const node = nodes?.get(name)
    if (node === undefined) throw notFound(nodeNotFoundText(name), problems)
    return node
  })
}

interface Tainted {
  readonly after: Node
  readonly report: TaintedNode
}

const taintNode = (
  indexed: Cluster,
  before: Node,
  edit: TaintEdit,
  overwrite: boolean,
  semantics: Semantics,
): E.Either<string, Tainted> => {
  const name = before.metadata?.name ?? ''
  const result = editTaints(before.spec?.taints, edit, { overwrite })
  if (E.isLeft(result)) {
    return E.left(kubectlTaintRefusal(name, result.left))
  }
  const after = { ...before, spec: { ...before.spec, taints: result.right.taints } }
  const changed = editCluster(indexed, { put: { nodes: [after] } })
  const { queued } = causesSync({ code: 'NodeUpdated', before, node: after }, changed, semantics)
  const consequences = [...(indexed.daemonSets?.values() ?? [])].map((daemonSet) =>
    consequenceOf(daemonSet, before, after, queued, semantics),
  )
  return E.right({ after, report: { node: name, ...result.right, consequences } })
}

const consequenceOf = (
  daemonSet: DaemonSet,
  before: Node,
  after: Node,
  queued: readonly string[],
  semantics: Semantics,
): Consequence => {
  const policy = compileDaemonSet(daemonSet, semantics)
  const key = objectKey(daemonSet)
  return {
    daemonSet: key,
    before: explain(policy, before),
    after: explain(policy, after),
    causesSync: queued.includes(key),
  }
}

const taintReport = (
  nodes: readonly TaintedNode[],
  evicted: readonly PodEviction[],
  problems: readonly Problem[],
  style: Style,
): string => {
  const lines = nodes.flatMap(({ node, operation, taints, consequences }) => {
    const left = taints.map((taint) => taintText(plain(taint)))
    const changed = consequences.filter(({ before, after }) => before.decision !== after.decision)
    return [
      `node/${node} ${operation}`,
      `  taints: ${left.length === 0 ? 'none' : left.join(', ')}`,
      ...(changed.length === 0 ? ['  no DaemonSet is affected'] : []),
      ...changed.map((consequence) => `  ${consequenceText(consequence, style)}`),
    ]
  })
  return [...lines, ...evictionLines(evicted, style), ...incompleteLines(problems, style)]
    .map((line) => `${line}\n`)
    .join('')
}

const plain = (taint: EditedTaints['taints'][number]) => ({
  key: taint.key ?? '',
  value: taint.value ?? '',
  effect: taint.effect ?? '',
})

const consequenceText = (
  { daemonSet, before, after, causesSync: looks }: Consequence,
  style: Style,
): string => {
  const why = after.reasons.map(reasonSummary).join('; ')
  const noticed = looks ? '' : style.dim(' (no event triggers a sync)')
  return `${daemonSet}: ${decisionText(before.decision, style)} → ${decisionText(after.decision, style)}${why === '' ? '' : `: ${why}`}${noticed}`
}
