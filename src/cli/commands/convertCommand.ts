import * as E from 'fp-ts/Either'
import { applyEdits } from '../../data/edit.js'
import { formatFieldPath } from '../../data/fieldPath.js'
import { parseJson } from '../../decode/json.js'
import type { ConversionNote } from '../../kubectl/convert.js'
import { convertDeployments } from '../../kubectl/convertDeployments.js'
import { EXIT, UsageError } from '../exitCode.js'
import { sources, systemMessage, textOf } from '../input/files.js'
import type { Options } from '../options/options.js'
import { jsonText } from './output.js'
import type { World } from '../world.js'

const NOTE_TEXT: Readonly<Record<ConversionNote['code'], string>> = {
  ReplicasDropped: 'dropped: a DaemonSet runs one pod on every eligible node',
  PausedDropped: 'dropped: a DaemonSet cannot be paused (updateStrategy OnDelete is the nearest)',
  DeadlineDropped: 'dropped: a DaemonSet rollout has no deadline and waits for ever',
  SurgeCapped: 'capped: a DaemonSet surges by 100% at most',
  SurgeDropped: 'dropped: a DaemonSet takes maxSurge or maxUnavailable, not both',
  PercentageRoundsUp: 'a percentage now counts nodes and is rounded up',
  RecreateApproximated: 'Recreate becomes a rolling update of all pods at once',
}

/**
 * `podfit convert`: Deployments become DaemonSets, everything else in the text stays as it is, comments
 * included.
 */
export const convertCommand = async (options: Options, world: World): Promise<number> => {
  if (options.files.length === 0) {
    throw new UsageError('give the Deployment with -f FILE or -f - (standard input)')
  }
  let failed = false
  for (const source of await sources(options.files, world)) {
    const text = await textOf(source).catch((error: unknown) => {
      throw new UsageError(`${source.name}: ${systemMessage(error)}`)
    })
    const converted = await convertText(text)
    for (const { code, path: at } of converted.notes) {
      world.stderr(`podfit: ${source.name}: ${formatFieldPath(at)}: ${NOTE_TEXT[code]}\n`)
    }
    for (const problem of converted.problems) world.stderr(`podfit: ${source.name}: ${problem}\n`)
    failed ||= converted.problems.length > 0
    world.stdout(converted.text)
  }
  return failed ? EXIT.input : EXIT.done
}

interface Converted {
  readonly text: string
  readonly notes: readonly ConversionNote[]
  readonly problems: readonly string[]
}

const NOTHING_FOUND = 'no Deployment in it'

const convertText = async (text: string): Promise<Converted> =>
  /^\s*[[{]/.test(text) ? convertJson(text) : (await import('./convertYaml.js')).convertYaml(text)

const convertJson = (text: string): Converted => {
  const parsed = parseJson(text)
  if (E.isLeft(parsed)) return { text, notes: [], problems: [parsed.left.message] }
  const conversion = convertDeployments(parsed.right)
  if (E.isLeft(conversion)) return { text, notes: [], problems: [NOTHING_FOUND] }
  const { edits, notes } = conversion.right
  return { text: jsonText(applyEdits(parsed.right, edits)), notes, problems: [] }
}
