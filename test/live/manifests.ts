import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { run } from '../../src/cli/run.js'
import { noProgram, type World } from '../../src/cli/world.js'
import { anyTextOf, mutatedShape, type Tree } from '../support/mutatedShapes.js'
import { WrongPrediction } from './check.js'
import type { Reply } from './client.js'
import { createNamespace, daemonSetsPath, type Session } from './session.js'

/** What a run has compared. */
export interface ManifestTally {
  compared: number
  /** What the server said of them: nothing, what it does not know, what it cannot decode. */
  clean: number
  strict: number
  undecoded: number
  /** How many strict errors they have. */
  sentences: number
}

const NAMESPACE = 'agents'

/** Only what the server takes for a DaemonSet is compared: kubectl resolves kinds before it sends anything. */
const isDaemonSet = (tree: Tree): boolean => {
  if (!('members' in tree)) return false
  const is = (key: string, text: string): boolean => {
    const found = tree.members.filter(([name]) => name.toLowerCase() === key.toLowerCase())
    const [[name, value] = ['', undefined]] = found
    return (
      found.length === 1 &&
      name === key &&
      value !== undefined &&
      'text' in value &&
      value.text === text
    )
  }
  return is('apiVersion', 'apps/v1') && is('kind', 'DaemonSet')
}

/**
 * POSTs the bytes of manifests that have something wrong with them, as they are, and holds what the server's strict
 * decoding says against what `podfit plan` says of the same file.
 *
 * - **Rules**
 *   1. Where the server decodes nothing, podfit refuses a value by its type, or cannot read the text.
 *   2. Where the server has strict errors, podfit has the same, word for word, and no wrong type.
 *   3. Where it has neither, podfit has neither, whatever else is refused.
 */
export const compareManifests = async (
  session: Session,
  { manifests, seed }: { readonly manifests: number; readonly seed: number },
): Promise<ManifestTally> => {
  await createNamespace(session, NAMESPACE).catch(() => undefined)
  const tally = { compared: 0, clean: 0, strict: 0, undecoded: 0, sentences: 0 }
  const cases = fc.sample(
    mutatedShape().chain((tree) => anyTextOf(tree).map((text) => ({ tree, text }))),
    { seed, numRuns: manifests * 2 },
  )
  for (const [i, { tree, text }] of cases.entries()) {
    if (tally.compared >= manifests) break
    if (!isDaemonSet(tree)) continue
    const reply = await session.controlPlane.client.request('POST', daemonSetsPath(NAMESPACE), {
      body: text,
      contentType: text.startsWith('{') ? 'application/json' : 'application/yaml',
      query: { dryRun: 'All', fieldValidation: 'Strict' },
    })
    const why = whyDifferent(reply, await said(text), tally)
    if (why !== undefined) {
      throw new WrongPrediction(`manifest ${i + 1} of --manifests ${manifests} --seed ${seed}`, [
        why,
        reply.text,
        text,
      ])
    }
    tally.compared++
  }
  return tally
}

/** What podfit says of a file's fields. */
interface Said {
  /** Sentences about unknown fields. */
  readonly unknown: readonly string[]
  /** Sentences about what stands there twice. */
  readonly twice: readonly string[]
  readonly keys: readonly string[]
  readonly wrongTypes: number
  readonly problems: number
}

interface Output {
  readonly problems: readonly unknown[]
  readonly refused?: readonly {
    readonly errors: readonly string[]
    readonly findings: readonly { readonly code: string }[]
  }[]
  readonly notes?: readonly { readonly code: string; readonly message: string }[]
}

const said = async (text: string): Promise<Said> => {
  let printed = ''
  const world: World = {
    stdout: async (part) => await Promise.resolve(void (printed += part)),
    stderr: () => undefined,
    stdin: async function* () {
      yield await Promise.resolve(Buffer.from(text))
    },
    program: noProgram,
    env: {},
    now: () => new Date(0),
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
  }
  const code = await run(['plan', '-f', '-', '-o', 'json', '-n', NAMESPACE], world)
  if (code > 4) throw new WrongPrediction(`podfit ends with ${code}`, [text])
  const { problems, refused = [], notes = [] } = JSON.parse(printed) as Output
  const ofCode = (wanted: string): readonly string[] =>
    refused.flatMap(({ errors, findings }) =>
      errors.filter((_error, i) => findings[i]?.code === wanted),
    )
  const noted = (wanted: string): readonly string[] =>
    notes
      .filter((note) => note.code === wanted)
      .map(({ message }) => message.replace(/: the last one counts$/, ''))
  return {
    unknown: ofCode('UnknownField'),
    twice: noted('DuplicateField'),
    keys: noted('DuplicateKey'),
    wrongTypes: ofCode('WrongType').length,
    problems: problems.length,
  }
}

const STRICT = 'strict decoding error: '
const UNDECODED =
  /cannot be handled as a|couldn't get version|cannot unmarshal|error (?:converting|unmarshaling)|json: |yaml: |unable to (?:parse|decode)|quantities must match|illegal base64|parsing time/

/** A key of YAML, told as often as the server comes across it; podfit tells it once for each line. */
const LINE = String.raw`\n {2}(line \d+: key (?:"(?:[^"\\]|\\.)*"|[^" ]+) already set in map)`
const KEY = new RegExp(LINE, 'g')
const KEYS = new RegExp(`yaml: unmarshal errors:(?:${LINE})+(?:, )?`)

const whyDifferent = (
  { status, body }: Reply,
  { unknown, twice, keys, wrongTypes, problems }: Said,
  tally: ManifestTally,
): string | undefined => {
  const { message = '', reason } = body as { readonly message?: string; readonly reason?: string }
  const at = message.indexOf(STRICT)
  if (at >= 0) {
    tally.strict++
    tally.sentences += unknown.length + twice.length + keys.length
    if (wrongTypes + problems > 0) return 'podfit refuses a type, the server decodes it'
    const list = message.slice(at + STRICT.length)
    const lines = new Set([...list.matchAll(KEY)].map(([, line]) => line))
    const rest = list.replace(KEYS, '')
    return sameTexts(rest, [...unknown, ...twice]) && isDeepStrictEqual(lines, new Set(keys))
      ? undefined
      : `podfit says ${JSON.stringify([...unknown, ...twice, ...keys])}`
  }
  if (status === 400 && reason === 'BadRequest' && UNDECODED.test(message)) {
    tally.undecoded++
    return wrongTypes + problems > 0 ? undefined : 'the server cannot decode it, podfit can'
  }
  tally.clean++
  return unknown.length + twice.length + keys.length + wrongTypes + problems === 0
    ? undefined
    : `the server says nothing, podfit ${JSON.stringify([...unknown, ...twice, ...keys, wrongTypes, problems])}`
}

/** Whether a list in the server's words holds just these texts, each as often, in whatever order. */
const sameTexts = (list: string, texts: readonly string[]): boolean => {
  let rest = list
  for (const text of texts.toSorted((a, b) => b.length - a.length)) {
    const found = rest.indexOf(text)
    if (found < 0) return false
    rest = rest.slice(0, found) + rest.slice(found + text.length)
  }
  return /^(?:, )*$/.test(rest) && rest.length === 2 * Math.max(0, texts.length - 1)
}
