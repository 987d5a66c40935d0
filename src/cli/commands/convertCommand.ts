import * as E from 'fp-ts/Either'
import { exactJson } from '../../data/exactJson.js'
import { applyPatch } from '../../data/patch.js'
import { parseJson } from '../../decode/json.js'
import type { ConversionNote } from '../../kubectl/convert.js'
import { convertDeployments } from '../../kubectl/convertDeployments.js'
import { conversionNoteText } from '../../report/text/conversionText.js'
import { UsageError } from '../exitCode.js'
import { command } from '../frame/command.js'
import { sources, textOf } from '../input/files.js'
import { systemMessage } from '../systemMessage.js'
import { readSources } from '../input/snapshot.js'
import { fieldsOf, takenFrom, type Desk } from '../input/takeIn.js'
import type { Problem } from '../input/problem.js'
import { MANIFESTS } from '../options/commonOptions.js'
import { KUBERNETES } from '../options/kubernetesOption.js'
import type { KubernetesSemantics } from '../../kube/semanticsFor.js'
import { addAll } from '../../data/appended.js'

/**
 * `podfit convert`: Deployments become DaemonSets, everything else in the text stays as it is, comments
 * included.
 */
export const convertCommand = command({
  name: 'convert',
  summary: 'turn Deployments into DaemonSets',
  about: ['Everything else in the files stays as it is, comments included.'],
  arguments: {},
  options: { files: MANIFESTS, kubernetes: KUBERNETES },
  examples: [
    {
      line: 'podfit convert -f deployment.yaml > daemonset.yaml',
      text: 'standard error says what was dropped',
    },
  ],
  run: async ({ files, kubernetes }, world) => {
    if (files.length === 0) {
      throw new UsageError('give the Deployment with -f FILE or -f - (standard input)')
    }
    const problems: Problem[] = []
    const notes: string[] = []
    const texts: NamedText[] = []
    let asIs = ''
    for (const source of await sources(files, world)) {
      const file = source.name
      const text = await textOf(source).catch((error: unknown) => {
        throw new UsageError(`${file}: ${systemMessage(error)}`)
      })
      const converted = await convertText(text)
      addAll(
        notes,
        converted.notes.map((note) => `${file}: ${conversionNoteText(note)}`),
      )
      addAll(
        problems,
        converted.problems.map((message) => ({ file, message })),
      )
      asIs += converted.text
      texts.push({ name: file, text })
    }
    await takeTexts(texts, world, kubernetes)
    return { answer: undefined, asIs, notes, problems }
  },
  formats: {},
})

interface NamedText {
  readonly name: string
  readonly text: string
}

/** Takes in what texts hold; why one cannot be read is said already. */
const takeTexts = async (
  texts: readonly NamedText[],
  desk: Desk,
  kubernetes: KubernetesSemantics,
): Promise<void> => {
  const all = texts.map(({ name, text }) => ({
    name,
    open: async function* () {
      yield await Promise.resolve(Buffer.from(text))
    },
  }))
  const snapshot = await readSources(all, desk, {
    kubernetes,
    workloads: (kind) => kind === 'Deployment',
  })
  const fields = await fieldsOf(snapshot, { kubernetes })
  desk.took(takenFrom({ ...snapshot, problems: [] }, { kubernetes }, fields))
}

interface Converted {
  readonly text: string
  readonly notes: readonly ConversionNote[]
  readonly problems: readonly string[]
}

const NOTHING_FOUND = 'no Deployment in it'

/** What holds control characters is no manifest, and is not printed again. */
const convertText = async (text: string): Promise<Converted> => {
  const { CONTROL_CHARACTER } = await import('../../decode/yaml.js')
  if (CONTROL_CHARACTER.test(text)) {
    return { text: '', notes: [], problems: ['control characters are not allowed'] }
  }
  return /^\s*[[{]/.test(text)
    ? convertJson(text)
    : (await import('./convertYaml.js')).convertYaml(text)
}

const convertJson = (text: string): Converted => {
  const parsed = parseJson(text)
  if (E.isLeft(parsed)) return { text, notes: [], problems: [parsed.left[0].message] }
  const conversion = convertDeployments(parsed.right)
  if (E.isLeft(conversion)) return { text, notes: [], problems: [NOTHING_FOUND] }
  const { patch, notes } = conversion.right
  return { text: `${exactJson(applyPatch(parsed.right, patch), 2)}\n`, notes, problems: [] }
}
