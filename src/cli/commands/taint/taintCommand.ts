import { PASS } from '../../input/liveCluster.js'
import * as E from 'fp-ts/Either'
import { causesSync } from '../../../cluster/causesSync.js'
import { cluster, type Cluster } from '../../../cluster/cluster.js'
import { evictedPods } from '../../../cluster/evictedPods.js'
import { policiesOf } from '../../../cluster/surroundings.js'
import { updateCluster } from '../../../cluster/updateCluster.js'
import type { DaemonSet } from '../../../kube/daemonSet.js'
import type { Node } from '../../../kube/node.js'
import { nameOf, withTaints } from '../../../kube/objectFacts.js'
import type { Semantics } from '../../../kube/semantics.js'
import { editTaints } from '../../../kubectl/editTaints.js'
import type { TaintEdit } from '../../../kubectl/parseTaints.js'
import { parseTaintArguments } from '../../../kubectl/parseTaintArguments.js'
import { decide } from '../../../placement/decide.js'
import { explain } from '../../../placement/explain.js'
import type { Policy } from '../../../placement/policy.js'
import { firstOf } from '../../../report/text/table.js'
import {
  kubectlTaintArgumentsError,
  kubectlTaintRefusal,
  nodeNotFoundText,
} from '../../../report/upstream/kubectlText.js'
import { UsageError } from '../../exitCode.js'
import { command, type Argument } from '../../frame/command.js'
import { FORMAT_VERSION } from '../../frame/formats.js'
import { didYouMean } from '../../frame/nearest.js'
import { markdownList } from '../../frame/saidOfInput.js'
import { incompleteJson, notFound, type Problem } from '../../input/problem.js'
import { podsUnchecked, takeIn } from '../../input/takeIn.js'
import { DETAILS, FILES, NO_PODS, NOW } from '../../options/commonOptions.js'
import { KUBERNETES } from '../../options/kubernetesOption.js'
import { restArguments, switchOption, textOption } from '../../options/option.js'
import { labelFilter, nearestNodes, noneLeft } from '../../options/select.js'
import { currentTime } from '../../world.js'
import {
  MOST_TOLD,
  taintMarkdown,
  taintReport,
  type Consequence,
  type TaintedNode,
} from './taintReport.js'

/** kubectl itself says what is missing. */
const WORDS: Argument<readonly string[]> = {
  ...restArguments(
    'nodes NAME... TAINT',
    'a TAINT is key=value:Effect, key:Effect, key:Effect- or key-',
  ),
  needed: false,
}

/** What a snapshot may lack. */
const PODS = 'pods'

/** `podfit taint nodes NAME... TAINT...`: what `kubectl taint` would do, and what follows from it. */
export const taintCommand = command({
  name: 'taint',
  summary: 'what kubectl taint would do, and what follows',
  arguments: { words: WORDS },
  options: {
    files: FILES,
    noPods: NO_PODS,
    selector: textOption({
      name: 'selector',
      short: 'l',
      value: 'LABELS',
      text: 'the nodes with these labels, instead of names',
    }),
    all: switchOption({ name: 'all', text: 'every node, instead of names' }),
    overwrite: switchOption({ name: 'overwrite', text: 'also taints that are there already' }),
    details: DETAILS,
    now: NOW,
    kubernetes: KUBERNETES,
  },
  examples: [
    {
      line: 'podfit taint nodes worker-1 dedicated=db:NoExecute -f cluster.json',
      text: 'which pods are evicted, and when',
    },
    {
      line: 'podfit taint nodes -l disk=ssd dedicated- -f cluster.json',
      text: 'the taint taken off again',
    },
  ],
  run: async ({ words, files, noPods, all, selector, overwrite, ...given }, world) => {
    const parsed = parseTaintArguments(words, { all, selector: selector !== undefined })
    if (E.isLeft(parsed)) throw new UsageError(kubectlTaintArgumentsError(parsed.left[0]))
    const { names, edit } = parsed.right
    const { kubernetes, semantics } = given.kubernetes
    const taken = await takeIn(files, world, {
      noPods,
      kubernetes: given.kubernetes,
      needs: PASS,
    })
    const { objects, problems } = taken
    const indexed = cluster(objects)
    const now = given.now ?? currentTime(world)
    const nodes = namedNodes(indexed, names, { all, selector }, problems)
    const results = nodes.map((node) => taintNode(indexed, node, edit, overwrite, semantics))
    const tainted = results.flatMap((result) => (E.isRight(result) ? [result.right] : []))
    const edited = updateCluster(indexed, { put: { nodes: tainted.map(({ after }) => after) } })
    const changed = new Set(tainted.map(({ report }) => report.node))
    const evicted = evictedPods(edited, { now, semantics }).filter(({ node }) => changed.has(node))
    const errors = results.flatMap((result) => (E.isLeft(result) ? [result.left] : []))
    const [told, rest] = given.details ? [errors, []] : firstOf(errors, MOST_TOLD)
    return {
      answer: {
        now,
        kubernetes,
        nodes: tainted.map(({ report }) => report),
        evictions: evicted,
        unknown: objects.pods === undefined ? [PODS] : [],
        details: given.details,
      },
      unchecked: [
        ...noneLeft(indexed.daemonSets?.size ?? 0, taken),
        ...(nodes.length === 0 ? ['any node: none matches'] : []),
      ],
      open: podsUnchecked('which pods are evicted, and whether the controller syncs', taken),
      notes: [
        ...told,
        ...(rest.length === 0 ? [] : [`and ${rest.length} nodes more are refused alike`]),
      ],
      failed: errors.length > 0,
    }
  },
  formats: {
    text: ({ nodes, evictions: evicted, details }, { style }) =>
      taintReport(nodes, evicted, style, details),
    markdown: ({ nodes, evictions: evicted, details }, { said }) => [
      ...taintMarkdown(nodes, evicted, details),
      ...markdownList(said),
    ],
    json: ({ now, kubernetes, details: _details, ...found }, { problems }) => ({
      formatVersion: FORMAT_VERSION,
      now,
      kubernetes,
      ...incompleteJson(problems),
      ...found,
    }),
  },
})

const namedNodes = (
  { nodes }: Cluster,
  names: readonly string[],
  { all, selector }: { readonly all: boolean; readonly selector: string | undefined },
  problems: readonly Problem[],
): readonly Node[] => {
  const matches = labelFilter(selector)
  if (all || selector !== undefined) {
    return [...(nodes?.values() ?? [])].filter((node) => matches(node.metadata?.labels))
  }
  return names.map((name) => {
    const node = nodes?.get(name)
    if (node === undefined) {
      const near = didYouMean(nearestNodes(nodes?.keys() ?? [], name))
      throw notFound(`${nodeNotFoundText(name)}${near}`, problems)
    }
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
  const name = nameOf(before)
  const result = editTaints(before.spec?.taints, edit, { overwrite })
  if (E.isLeft(result)) {
    return E.left(kubectlTaintRefusal(name, result.left[0]))
  }
  const after = withTaints(before, result.right.taints)
  const { queued, unknown } = causesSync({ code: 'NodeUpdated', before, node: after }, indexed, {
    semantics,
  })
  const syncs = new Set(queued)
  const { daemonSets = new Map<string, DaemonSet>() } = indexed
  const consequencesOf = (counts: (policy: Policy) => boolean): readonly Consequence[] =>
    [...policiesOf(daemonSets, semantics)].flatMap(([daemonSet, policy]) =>
      counts(policy)
        ? {
            daemonSet,
            before: explain(policy, before),
            after: explain(policy, after),
            causesSync: unknown === undefined ? syncs.has(daemonSet) : null,
          }
        : [],
    )
  const report: TaintedNode = {
    node: name,
    ...result.right,
    changed: () => consequencesOf((policy) => decide(policy, before) !== decide(policy, after)),
    get consequences() {
      return consequencesOf(() => true)
    },
  }
  return E.right({ after, report })
}
