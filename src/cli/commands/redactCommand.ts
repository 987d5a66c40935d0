import { exactJson, jsonPieces } from '../../data/exactJson.js'
import type { ClusterObjects } from '../../cluster/cluster.js'
import type { DecodedObjects } from '../../decode/collectObjects.js'
import { redact } from '../../redact/redact.js'
import { command } from '../frame/command.js'
import { FORMAT_VERSION } from '../frame/formats.js'
import { readSnapshot } from '../input/snapshot.js'
import { fieldsOf, takenFrom } from '../input/takeIn.js'
import { FILES } from '../options/commonOptions.js'
import { KUBERNETES } from '../options/kubernetesOption.js'
import { switchOption, textsOption } from '../options/option.js'

/** `podfit redact`: a snapshot under other names, or, with `--names`, what everything is called now. */
export const redactCommand = command({
  name: 'redact',
  summary: 'a snapshot that can be shown to strangers, names changed',
  arguments: {},
  options: {
    files: FILES,
    kubernetes: KUBERNETES,
    keep: textsOption({
      name: 'keep',
      value: 'TEXT',
      text: 'a label or taint key or value that stays as it is',
    }),
    collapse: switchOption({ name: 'collapse', text: 'one node for all that are identical' }),
    asYaml: { flags: [], read: (given): boolean => given('output').at(-1) === 'yaml' },
    names: switchOption({ name: 'names', text: 'print instead what everything is called now' }),
  },
  examples: [
    {
      line: 'podfit redact -f cluster.json > shared.json',
      text: 'the same cluster to podfit, under other names',
    },
    {
      line: 'podfit redact -f cluster.json --collapse --keep gpu > shared.json',
      text: 'smaller, and the label or taint key gpu stays',
    },
  ],
  run: async ({ files, keep, collapse, names, asYaml, kubernetes }, world) => {
    const snapshot = await readSnapshot(files, world, { kubernetes, placement: true })
    const { objects } = snapshot
    world.took(takenFrom(snapshot, { kubernetes }, await fieldsOf(snapshot, { kubernetes })))
    const redaction = redact(objects, { keep, collapse })
    const list = { apiVersion: 'v1', kind: 'List', items: items(redaction.objects) }
    return {
      answer: redaction,
      ...(!names && { asIs: asYaml ? await yamlPieces(list) : listPieces(list) }),
      unchecked:
        list.items.length > 0 || snapshot.problems.length > 0
          ? []
          : ['the input has no nodes, namespaces, daemonsets, controllerrevisions or pods'],
    }
  },
  formats: {
    json: ({ names }) => ({ formatVersion: FORMAT_VERSION, names }),
    yaml: ({ names }) => ({ formatVersion: FORMAT_VERSION, names }),
  },
})

/** The same as YAML, object by object. */
export const yamlPieces = async ({
  apiVersion,
  kind,
  items: all,
}: {
  readonly apiVersion: string
  readonly kind: string
  readonly items: readonly object[]
}): Promise<readonly string[]> => {
  const { yamlText } = await import('../frame/yamlText.js')
  const pieces = [await yamlText({ apiVersion, kind })]
  if (all.length === 0) return [...pieces, 'items: []\n']
  pieces.push('items:\n')
  for (const item of all) pieces.push(await yamlText([item]))
  return pieces
}

/** A snapshot in pieces: all of it may be longer than a text can be. */
export function* listPieces(list: object): Generator<string> {
  yield* jsonPieces(list, (part) => exactJson(part, 2))
  yield '\n'
}

/** The objects of a list. A kind of which there is none is an empty list: known to be empty. */
export const items = ({
  nodes,
  namespaces,
  daemonSets,
  revisions,
  pods,
  events,
}: ClusterObjects & Pick<DecodedObjects, 'events'>): readonly object[] => [
  ...itemsOf('v1', 'Node', nodes),
  ...itemsOf('v1', 'Namespace', namespaces),
  ...itemsOf('apps/v1', 'DaemonSet', daemonSets),
  ...itemsOf('apps/v1', 'ControllerRevision', revisions),
  ...itemsOf('v1', 'Pod', pods),
  ...itemsOf('v1', 'Event', events),
]

const itemsOf = (
  apiVersion: string,
  kind: string,
  objects: readonly object[] | null | undefined,
): readonly object[] =>
  objects?.length === 0 ? [{ apiVersion, kind: `${kind}List`, items: [] }] : (objects ?? [])
