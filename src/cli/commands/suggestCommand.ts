import * as E from 'fp-ts/Either'
import { cluster } from '../../cluster/cluster.js'
import type { PatchOperation } from '../../data/patch.js'
import type { Node } from '../../kube/node.js'
import { nameOf, objectKey } from '../../kube/objectFacts.js'
import { suggestFixes } from '../../suggest/suggestFixes.js'
import { suggestPoolFixes } from '../../suggest/suggestPoolFixes.js'
import { suggestNodeChange } from '../../suggest/suggestNodeChange.js'
import { narrowTolerations } from '../../suggest/suggestTolerations.js'
import { UsageError } from '../exitCode.js'
import { command } from '../frame/command.js'
import { FORMAT_VERSION } from '../frame/formats.js'
import { incompleteJson, nothingOf } from '../input/problem.js'
import { takeServed } from '../input/takeIn.js'
import { DAEMON_SET, FILES, NAMESPACE } from '../options/commonOptions.js'
import { KUBERNETES } from '../options/kubernetesOption.js'
import { choiceOption, optionalArgument, printingItself, valueOption } from '../options/option.js'
import { countOption } from '../options/optionValues.js'
import { calledNode, findNode } from '../options/select.js'
import { PATCHES, patchText, suggestedText, type Suggested } from './suggestedText.js'

/**
 * `podfit suggest DAEMONSET [NODE]`: what would bring a DaemonSet to a node; without one, what could stand
 * in place of tolerations of everything.
 */
export const suggestCommand = command({
  name: 'suggest',
  summary: 'the smallest changes that bring a DaemonSet to a node, or narrow its tolerations',
  arguments: {
    wanted: DAEMON_SET,
    nodeName: optionalArgument(
      'NODE',
      'where it should run, a node or a node pool; without one: what could stand in place of tolerations of everything',
    ),
  },
  options: {
    files: FILES,
    namespace: NAMESPACE,
    patch: printingItself(
      choiceOption(
        { name: 'patch', value: 'FORMAT', choices: PATCHES, text: 'only the change, as a patch' },
        undefined,
      ),
    ),
    fix: valueOption(
      {
        name: 'fix',
        value: 'N',
        text: 'with --patch, the fix of this number; the first unless given',
      },
      countOption,
    ),
    kubernetes: KUBERNETES,
  },
  examples: [
    {
      line: 'podfit suggest logging/agent worker-1 -f cluster.json',
      text: 'fixes that bring it there',
    },
    {
      line: 'podfit suggest logging/agent worker-1 -f cluster.json --patch kustomize',
      text: 'the first of them as a kustomization',
    },
  ],
  run: async ({ wanted, nodeName, files, namespace, patch, fix, ...given }, world) => {
    if (fix !== undefined && (patch === undefined || nodeName === undefined)) {
      throw new UsageError('--fix picks which fix for a NODE --patch prints')
    }
    const { kubernetes, semantics } = given.kubernetes
    const asked = { namespace, wanted, kubernetes: given.kubernetes }
    const taken = await takeServed(files, world, { ...asked, needs: ['nodes', 'daemonsets'] })
    const { objects, problems, daemonSet, given: written } = taken
    const { templates = [] } = objects
    const nodes =
      cluster(objects).nodes ?? (templates.length > 0 ? new Map<string, Node>() : undefined)
    if (nodes === undefined) throw nothingOf('the input has no nodes', problems)
    const all = [...nodes.values()]
    const suggested = (): Suggested => {
      if (nodeName === undefined) {
        const tolerations = narrowTolerations(daemonSet, all, { semantics })
        return { daemonSet: objectKey(daemonSet), tolerations }
      }
      const pool = nodes.has(calledNode(nodeName))
        ? undefined
        : templates.find((each) => nameOf(each.node) === nodeName)
      if (pool !== undefined) {
        const reached = suggestPoolFixes(daemonSet, pool, all, { semantics })
        return { daemonSet: objectKey(daemonSet), node: nodeName, ...reached }
      }
      const node = findNode(
        nodes,
        nodeName,
        problems,
        templates.map((each) => nameOf(each.node)),
      )
      const fixes = suggestFixes(daemonSet, node, all, { semantics })
      const change = suggestNodeChange(daemonSet, node, objects, { semantics })
      return {
        daemonSet: objectKey(daemonSet),
        node: nameOf(node),
        fixes,
        ...(fixes.length > 0 && E.isRight(change) && { nodeChange: change.right }),
      }
    }
    const found = suggested()
    return {
      answer: { kubernetes, found },
      problems,
      ...(patch !== undefined && {
        asIs: await patchText(patch, written, chosenEdits(found, fix)),
      }),
    }
  },
  formats: {
    text: async ({ found }, { style }) => await suggestedText(found, style),
    json: ({ kubernetes, found }, { problems }) => ({
      formatVersion: FORMAT_VERSION,
      kubernetes,
      ...incompleteJson(problems),
      ...found,
    }),
  },
})

/** The patch of the fix that `--fix` names, the first one unless it does. */
const chosenEdits = (suggested: Suggested, fix: number | undefined): readonly PatchOperation[] => {
  if (!('fixes' in suggested)) return suggested.tolerations.patch
  const { fixes } = suggested
  const chosen = fixes[(fix ?? 1) - 1]
  if (chosen === undefined && fix !== undefined) {
    throw new UsageError(`--fix ${fix}: there are ${fixes.length}`)
  }
  return chosen?.patch ?? []
}
