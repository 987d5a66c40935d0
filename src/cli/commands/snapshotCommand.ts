import { redact } from '../../redact/redact.js'
import { command } from '../frame/command.js'
import type { Formats } from '../frame/formats.js'
import { readSnapshot } from '../input/snapshot.js'
import { fieldsOf, takenFrom } from '../input/takeIn.js'
import { THE_CLUSTER } from '../options/inputsOption.js'
import { KUBERNETES } from '../options/kubernetesOption.js'
import { switchOption } from '../options/option.js'
import { items, listPieces, yamlPieces } from './redactCommand.js'

/** A list has no frame of podfit's, and so no schema. */
const AS_IT_IS: Formats<object> = { json: (list) => list, yaml: (list) => list }

/** `podfit snapshot`: what podfit reads of a cluster, as a list that it can be asked about later. */
export const snapshotCommand = command({
  name: 'snapshot',
  summary: 'what the other verbs read of a cluster, to be kept in a file',
  about: [
    'Nodes, DaemonSets, revisions, namespaces, events and pods, as kubectl get prints them.',
    'Nothing is changed in the cluster. What may not be read is left out, and said: podfit ends with 4.',
  ],
  arguments: {},
  options: {
    live: THE_CLUSTER,
    redacted: switchOption({
      name: 'redact',
      text: 'under other names, as podfit redact prints it (events are left out)',
    }),
    kubernetes: KUBERNETES,
    asYaml: { flags: [], read: (given): boolean => given('output').at(-1) === 'yaml' },
  },
  examples: [
    { line: 'podfit snapshot > cluster.json', text: 'of the current context' },
    {
      line: 'podfit snapshot --context prod --redact > shared.json',
      text: 'of another one, to be shown to strangers',
    },
  ],
  run: async ({ live, redacted, kubernetes, asYaml }, world) => {
    const snapshot = await readSnapshot([live], world, { kubernetes, whole: true })
    world.took(takenFrom(snapshot, { kubernetes }, await fieldsOf(snapshot, { kubernetes })))
    const { objects } = snapshot
    const kept = redacted ? redact(objects).objects : objects
    const list = { apiVersion: 'v1', kind: 'List', items: items(kept) }
    return { answer: list, asIs: asYaml ? await yamlPieces(list) : listPieces(list) }
  },
  formats: { ...AS_IT_IS },
})
