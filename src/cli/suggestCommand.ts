import * as E from 'fp-ts/Either'
import { cluster, nameOf, objectKey } from '../cluster/cluster.js'
import { narrowTolerations, suggestTolerations } from '../impact/suggest/suggestTolerations.js'
import { suggestTaintRemoval } from '../impact/suggest/suggestTaintRemoval.js'
import type {
  NotSelected,
  TaintSuggestion,
  TolerationSuggestion,
} from '../impact/suggest/suggestion.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import { jsonPatch, kustomization, mergePatch } from '../report/patches.js'
import { reasonSummary, taintText } from '../report/reasonText.js'
import type { Style } from '../report/style.js'
import { counted, someOf } from '../report/table.js'
import { EXIT, UsageError } from './exitCode.js'
import { incompleteJson } from './incomplete.js'
import type { Options } from './options.js'
import { FORMAT_VERSION, jsonText, styleFor } from './output.js'
import { findDaemonSet } from './select.js'
import { readSnapshot, reportProblems, type Problem } from './snapshot.js'
import type { World } from './world.js'

interface Suggested {
  readonly daemonSet: string
  readonly node?: string
  readonly tolerations?: TolerationSuggestion
  readonly taints?: TaintSuggestion
  readonly notSelected?: NotSelected
}

/**
 * `podfit suggest DAEMONSET [NODE]`: what would bring a DaemonSet to a node; without one, what could stand
 * in place of tolerations of everything.
 */
export const suggestCommand = async (options: Options, world: World): Promise<number> => {
  const [wanted, nodeName, ...more] = options.positionals
  if (wanted === undefined) {
    throw new UsageError('suggest what? podfit suggest DAEMONSET [NODE] -f FILE')
  }
  if (more.length > 0) throw new UsageError(`too many arguments: ${more.join(' ')}`)
  const snapshot = await readSnapshot(options.files, world)
  const { objects, problems } = snapshot
  const daemonSet = findDaemonSet(objects.daemonSets ?? [], wanted, options.namespace)
  const nodes = cluster(objects).nodes
  if (nodes === undefined) throw new UsageError('the input has no nodes')
  const node = nodeName === undefined ? undefined : nodes.get(nodeName)
  if (nodeName !== undefined && node === undefined) throw new UsageError(`no node ${nodeName}`)
  const suggested = suggestedFor(daemonSet, node, [...nodes.values()], objects, options)
  world.stdout(await outputOf(suggested, daemonSet, problems, options, world))
  const code = reportProblems(problems, world)
  return code === EXIT.done && suggested.notSelected !== undefined ? EXIT.failed : code
}

const suggestedFor = (
  daemonSet: DaemonSet,
  node: Node | undefined,
  nodes: readonly Node[],
  objects: Parameters<typeof suggestTaintRemoval>[2],
  { kubernetes: { semantics } }: Options,
): Suggested => {
  const name = objectKey(daemonSet)
  if (node === undefined) {
    return { daemonSet: name, tolerations: narrowTolerations(daemonSet, nodes, semantics) }
  }
  const found = suggestTolerations(daemonSet, [node], nodes, semantics)
  const at = { daemonSet: name, node: nameOf(node) }
  if (E.isLeft(found)) return { ...at, notSelected: found.left }
  const taints = suggestTaintRemoval(daemonSet, node, objects, semantics)
  return { ...at, tolerations: found.right, taints }
}

const outputOf = async (
  suggested: Suggested,
  { metadata }: DaemonSet,
  problems: readonly Problem[],
  options: Options,
  world: World,
): Promise<string> => {
  const { output, patch } = options
  if (patch === undefined) {
    return output === 'json'
      ? jsonText({
          formatVersion: FORMAT_VERSION,
          ...incompleteJson(problems),
          ...suggested,
        })
      : `${(await textLines(suggested, styleFor(options, world))).join('\n')}\n`
  }
  const edits = suggested.tolerations?.edits ?? []
  const namespace = metadata?.namespace ?? ''
  const target = {
    kind: 'DaemonSet',
    ...(namespace !== '' && { namespace }),
    name: nameOf({ metadata }),
  }
  switch (patch) {
    case 'json':
      return jsonText(jsonPatch(edits))
    case 'merge':
      return await yamlText(mergePatch(edits))
    case 'kustomize':
      return await yamlText(kustomization(target, edits))
  }
}

const yamlText = async (value: unknown): Promise<string> =>
  (await import('yaml')).stringify(value, { lineWidth: 0 })

const textLines = async (
  { daemonSet, node, tolerations, taints, notSelected }: Suggested,
  style: Style,
): Promise<readonly string[]> => {
  if (notSelected !== undefined) {
    return [
      `${style.bold(`${daemonSet} on ${notSelected.node}`)}: tolerations alone do not bring it there`,
      ...notSelected.reasons.map((reason) => `  ${reasonSummary(reason)}`),
    ]
  }
  const title = style.bold(node === undefined ? daemonSet : `${daemonSet} on ${node}`)
  if (tolerations === undefined || tolerations.edits.length === 0) {
    const why = node === undefined ? 'tolerates nothing without naming it' : 'runs there'
    return [`${title}: ${why}; nothing to suggest`]
  }
  const { added, removed, gained } = tolerations
  const others = gained.filter((name) => name !== node)
  const list = (await yamlText(added)).trimEnd().split('\n')
  return [
    `${title}: ${removed.length > 0 ? `in place of ${counted(removed.length, 'toleration')} of everything` : 'add these tolerations'}`,
    ...(added.length === 0 ? ['  none: no node needs it'] : list.map((line) => `  ${line}`)),
    others.length === 0
      ? `It then runs on ${node === undefined ? 'the same nodes as today' : 'no other node besides'}.`
      : `It then also runs on ${counted(others.length, 'node')}: ${someOf(others)}.`,
    ...taintLines(taints),
  ]
}

const taintLines = (suggestion: TaintSuggestion | undefined): readonly string[] => {
  if (suggestion === undefined) return []
  const { node, taints, admits } = suggestion
  return [
    '',
    `Or take the taints off: kubectl taint nodes ${node} ${taints.map((taint) => `${taintText({ ...taint, value: '' })}-`).join(' ')}`,
    admits.length === 0 ? 'No other DaemonSet comes then.' : `Then come, too: ${someOf(admits)}.`,
  ]
}
