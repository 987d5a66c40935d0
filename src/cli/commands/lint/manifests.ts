import type { DaemonSet } from '../../../kube/daemonSet.js'
import { inNamespace } from '../../../kube/objectFacts.js'
import type { KubernetesSemantics } from '../../../kube/semanticsFor.js'
import { UsageError } from '../../exitCode.js'
import { textOf } from '../../input/files.js'
import { systemMessage } from '../../systemMessage.js'
import type { Source } from '../../input/source.js'
import { readSources, type Snapshot } from '../../input/snapshot.js'
import { fieldsOf, takenFrom, type Desk, type Taken } from '../../input/takeIn.js'
import type { NamedText } from './editedText.js'

/** The whole texts of sources, each read once. */
export const textsOf = async (all: readonly Source[]): Promise<readonly NamedText[]> => {
  const texts: NamedText[] = []
  for (const source of all) {
    const text = await textOf(source).catch((error: unknown) => {
      throw new UsageError(`${source.name}: ${systemMessage(error)}`)
    })
    texts.push({ name: source.name, text })
  }
  return texts
}

/** A text as something to read. */
export const sourceOf = ({ name, text }: NamedText): Source => ({
  name,
  open: async function* () {
    yield await Promise.resolve(Buffer.from(text))
  },
})

/** What is given, and the DaemonSets in it that are looked at. */
export interface Manifests {
  readonly snapshot: Snapshot
  readonly taken: Taken
  /** DaemonSets as they stand in the input. */
  readonly given: ReadonlyMap<object, DaemonSet>
  /** Those that a server has handed out. */
  readonly stored: readonly DaemonSet[]
  /** Manifests, those that are refused among them; without any, what a server has handed out. */
  readonly looked: readonly DaemonSet[]
  readonly originOf: Snapshot['originOf']
}

/** Reads what is given, for verbs that look at manifests. */
export const manifestsIn = async (
  all: readonly Source[],
  world: Desk,
  {
    namespace,
    kubernetes,
  }: { readonly namespace: string | undefined; readonly kubernetes: KubernetesSemantics },
): Promise<Manifests> => {
  const snapshot = await readSources(all, world, { kubernetes })
  const fields = await fieldsOf(snapshot, { kubernetes })
  const taken = takenFrom(snapshot, { namespace, kubernetes }, fields)
  const given = new Map<object, DaemonSet>()
  const manifests = [...manifestsOf(taken, given)]
  const stored = taken.intake.accepted.flatMap(({ code, daemonSet, given: own }) => {
    if (code === 'Stored') given.set(daemonSet, own)
    return code === 'Stored' ? [daemonSet] : []
  })
  const looked = (manifests.length > 0 ? manifests : stored).filter(
    ({ metadata }) => namespace === undefined || metadata?.namespace === namespace,
  )
  const originOf: Snapshot['originOf'] = (object) => taken.originOf(given.get(object) ?? object)
  return { snapshot, taken, given, stored, looked, originOf }
}

function* manifestsOf(taken: Taken, given: Map<object, DaemonSet>): Generator<DaemonSet> {
  for (const { code, daemonSet, given: own } of taken.intake.accepted) {
    if (code === 'Stored') continue
    given.set(daemonSet, own)
    yield daemonSet
  }
  for (const { given: own, subject } of taken.intake.refused) {
    if ('issues' in own || subject.kind !== 'DaemonSet') continue
    const refused: DaemonSet = own
    const daemonSet = inNamespace(refused, subject.namespace)
    given.set(daemonSet, refused)
    yield daemonSet
  }
}

/** Texts one after the other, as documents of one. */
export const joinedTexts = (texts: readonly NamedText[]): string =>
  texts.reduce((all, { text }) => {
    if (all === '') return text
    const end = all.endsWith('\n') ? '' : '\n'
    return /^(?:\s*#.*\n)*---/.test(text) ? `${all}${end}${text}` : `${all}${end}---\n${text}`
  }, '')
