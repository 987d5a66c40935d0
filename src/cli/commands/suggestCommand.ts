import * as E from 'fp-ts/Either'
import { cluster } from '../../cluster/cluster.js'
import { nameOf, objectKey } from '../../kube/objectFacts.js'
import { suggestNodeChange } from '../../suggest/suggestNodeChange.js'
import { narrowTolerations } from '../../suggest/suggestTolerations.js'
import { suggestFixes } from '../../suggest/suggestFixes.js'
import type { Edit } from '../../data/edit.js'
import { UsageError } from '../exitCode.js'
import { incompleteJson, incompleteLines } from './incomplete.js'
import { notFound } from './notFound.js'
import type { Options } from '../options/options.js'
import { FORMAT_VERSION, jsonText, styleFor } from './output.js'
import { patchText } from './patchText.js'
import { findDaemonSet } from '../options/select.js'
import { readSnapshot, reportProblems } from '../input/snapshot.js'
import { suggestedText, type Suggested } from './suggestedText.js'
import type { World } from '../world.js'

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
  if (options.way !== undefined && (options.patch === undefined || nodeName === undefined)) {
    throw new UsageError('--way picks the way to a NODE that --patch prints')
  }
  const { objects, problems } = await readSnapshot(options.files, world)
  const daemonSet = findDaemonSet(objects.daemonSets ?? [], wanted, options.namespace, problems)
  const { nodes } = cluster(objects)
  if (nodes === undefined) throw notFound('the input has no nodes', problems)
  const { kubernetes, semantics } = options.kubernetes
  const suggested = (): Suggested => {
    const all = [...nodes.values()]
    if (nodeName === undefined) {
      const tolerations = narrowTolerations(daemonSet, all, { semantics })
      return { daemonSet: objectKey(daemonSet), tolerations }
    }
    const node = nodes.get(nodeName)
    if (node === undefined) throw notFound(`no node ${nodeName}`, problems)
    const ways = suggestFixes(daemonSet, node, all, { semantics })
    const change = suggestNodeChange(daemonSet, node, objects, { semantics })
    return {
      daemonSet: objectKey(daemonSet),
      node: nameOf(node),
      ways,
      ...(ways.length > 0 && E.isRight(change) && { nodeChange: change.right }),
    }
  }
  const answer = suggested()
  if (options.patch !== undefined) {
    world.stdout(await patchText(options.patch, daemonSet, chosenEdits(answer, options.way)))
  } else if (options.output === 'json') {
    const incomplete = incompleteJson(problems)
    world.stdout(jsonText({ formatVersion: FORMAT_VERSION, kubernetes, ...incomplete, ...answer }))
  } else {
    const style = styleFor(options, world)
    const lines = [...(await suggestedText(answer, style)), ...incompleteLines(problems, style)]
    world.stdout(`${lines.join('\n')}\n`)
  }
  return reportProblems(problems, world)
}

/** The edits of the way that `--way` names, the first one unless it does. */
const chosenEdits = (suggested: Suggested, way: number | undefined): readonly Edit[] => {
  if (!('ways' in suggested)) return suggested.tolerations.edits
  const { ways } = suggested
  const chosen = ways[(way ?? 1) - 1]
  if (chosen === undefined && way !== undefined) {
    throw new UsageError(`--way ${way}: there are ${ways.length}`)
  }
  return chosen?.edits ?? []
}
