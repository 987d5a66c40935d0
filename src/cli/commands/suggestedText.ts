import { exactJson } from '../../data/exactJson.js'
import type { PatchOperation } from '../../data/patch.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { nameOf } from '../../kube/objectFacts.js'
import type { NodeSelectorRequirement } from '../../kube/affinity.js'
import type { Toleration } from '../../kube/toleration.js'
import { jsonPatch, kustomization, mergePatch } from '../../report/formats/patches.js'
import type { Style } from '../../report/text/style.js'
import type { AssumedLabel } from '../../pools/decideTemplate.js'
import {
  gainedText,
  nodeSuggestionText,
  fixText,
  unaskedLines,
} from '../../report/text/suggestionText.js'
import { counted, someOf } from '../../report/text/table.js'
import type { NodeSuggestion, TolerationSuggestion, Fix } from '../../suggest/suggestion.js'
import { yamlText } from '../frame/yamlText.js'

/** What `podfit suggest` has found. */
export type Suggested = Reach | Narrowed

/** What would bring a DaemonSet to a node; no fixes where it runs already. */
interface Reach {
  readonly daemonSet: string
  readonly node: string
  readonly fixes: readonly Fix[]
  readonly nodeChange?: NodeSuggestion
  /** Of a node pool: the labels that its nodes are taken to get. */
  readonly assumed?: readonly AssumedLabel[]
}

/** What could stand in place of a DaemonSet's tolerations of everything. */
interface Narrowed {
  readonly daemonSet: string
  readonly tolerations: TolerationSuggestion
}

/** Suggestions in words, with tolerations as YAML to be copied. */
export const suggestedText = async (
  suggested: Suggested,
  style: Style,
): Promise<readonly string[]> =>
  'fixes' in suggested ? await reachText(suggested, style) : await narrowedText(suggested, style)

/** How many fixes are told in words. */
const SHOWN = 6

const reachText = async (
  { daemonSet, node, fixes, nodeChange, assumed }: Reach,
  style: Style,
): Promise<readonly string[]> => {
  const pool = assumed === undefined ? '' : 'node pool '
  const title = style.bold(`${daemonSet} on ${pool}${node}`)
  const labels = (assumed ?? []).map(({ key, value }) => `${key}=${value}`)
  const when =
    labels.length === 0
      ? []
      : [style.warn(`? if a node gets ${labels.join(', ')}, which the pool does not say`)]
  const [first] = fixes
  if (first === undefined) return [`${title}: should already run there`, ...when]
  const inDaemonSet =
    first.changes.length === 0
      ? [
          `${title}: add these tolerations`,
          ...(await yamlLines(first.tolerations)),
          gainedText(first.gained.filter((name) => name !== node)),
          ...unaskedLines(first.unasked ?? []),
        ]
      : [
          `${title}: it selects other nodes; ${counted(fixes.length, 'way')} to fix it (--patch FORMAT --fix N)`,
          ...fixes.slice(0, SHOWN).flatMap((fix, i) => numbered(i + 1, fixText(fix, node))),
          ...(fixes.length > SHOWN ? [`  and ${fixes.length - SHOWN} more (-o json)`] : []),
        ]
  if (nodeChange === undefined) return [...inDaemonSet, ...when]
  return [
    ...inDaemonSet,
    ...when,
    '',
    'Or change the node:',
    ...nodeSuggestionText(nodeChange).map((line) => `  ${line}`),
  ]
}

const numbered = (number: number, lines: readonly string[]): readonly string[] => {
  const label = `${number}. `
  return lines.map((line, i) => `  ${i === 0 ? label : ' '.repeat(label.length)}${line}`)
}

const narrowedText = async (
  { daemonSet, tolerations: { patch: edits, added, removed, lost, instead } }: Narrowed,
  style: Style,
): Promise<readonly string[]> => {
  const title = style.bold(daemonSet)
  if (edits.length === 0) {
    return [`${title}: has no blanket toleration to narrow`]
  }
  return [
    `${title}: in place of ${counted(removed.length, 'toleration')} of everything`,
    ...(added.length === 0 ? ['  none: no node needs it'] : await yamlLines(added)),
    lost.length === 0
      ? 'It then runs on the same nodes as today.'
      : `It then runs on the same nodes as today, but for ${counted(lost.length, 'virtual node')}, where its pods never start: ${someOf(lost)}.`,
    ...(instead === undefined
      ? []
      : [
          '',
          'Or keep them, and add to each term of its required node affinity (-o json has the patch):',
          ...(await yamlLines(instead.requirements)),
        ]),
  ]
}

const yamlLines = async (
  items: readonly (Toleration | NodeSelectorRequirement)[],
): Promise<readonly string[]> => {
  const yaml = await yamlText(items)
  return yaml
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`)
}

/** The kinds of patch that `--patch` makes. */
export const PATCHES = ['json', 'merge', 'kustomize'] as const

type Patch = (typeof PATCHES)[number]

/** A patch of a DaemonSet in that format, ready to be applied. */
export const patchText = async (
  format: Patch,
  { metadata }: DaemonSet,
  patch: readonly PatchOperation[],
): Promise<string> => {
  switch (format) {
    case 'json':
      return `${exactJson(jsonPatch(patch), 2)}\n`
    case 'merge':
      return await yamlText(mergePatch(patch))
    case 'kustomize': {
      const namespace = metadata?.namespace ?? ''
      const target = {
        kind: 'DaemonSet',
        ...(namespace !== '' && { namespace }),
        name: nameOf({ metadata }),
      }
      return await yamlText(kustomization(target, patch))
    }
  }
}
