import { readRelease } from '../../src/kube/release.js'
import { goQuote } from '../../src/report/upstream/goText.js'
import { syntaxText } from '../../src/report/upstream/syntaxText.js'

/** Words of the newest release, and those that older ones have in their place. */
interface Wording {
  /** The first minor release, of those asked, that has the new words. */
  readonly before: number
  readonly is: RegExp
  readonly was: (text: string, lead: string, value: string) => string
}

const GO_STRING = '"(?:[^"\\\\]|\\\\.)*"'

/** A list of texts in Go's own notation. */
const goStrings = (json: string): string => {
  const texts = JSON.parse(json) as readonly string[] | null
  return texts === null ? '[]string(nil)' : `[]string{${texts.map(goQuote).join(', ')}}`
}

const WORDINGS: readonly Wording[] = [
  {
    before: 35,
    is: new RegExp(`(Invalid value: )(null|\\[(?:${GO_STRING},?)*\\])`, 'g'),
    was: (_text, lead, value) => `${lead}${goStrings(value)}`,
  },
  {
    before: 35,
    is: new RegExp(`(Unsupported value: )(${GO_STRING})`, 'g'),
    was: (_text, lead, value) => `${lead}${goQuote(JSON.parse(value) as string)}`,
  },
  {
    before: 35,
    is: /\b(must be no more than \d+) bytes\b/g,
    was: (_text, lead) => `${lead} characters`,
  },
  {
    before: 35,
    is: /\ba valid label key must\b/g,
    was: () => 'a qualified name must',
  },
  {
    before: 35,
    is: /(supported values: "Equal", "Exists"), "Lt", "Gt"/g,
    was: (_text, lead) => lead,
  },
  {
    before: 28,
    is: new RegExp(
      `(matchExpressions\\[\\d+\\]\\.operator: Unsupported value: ${GO_STRING}): supported values: "\\w+"(?:, "\\w+")*`,
      'g',
    ),
    was: (_text, lead) => lead,
  },
  {
    before: 28,
    is: /\bmust not contain dots$/g,
    was: () => syntaxText('DnsLabelFormat'),
  },
  {
    before: 25,
    is: /(\bremove the following taint\(s\) in the same command: )(.+)$/g,
    was: (_text, lead, taints) =>
      `${lead}${taints
        .split(', ')
        .map((taint) => `{"${taint.replace('=', '":"')}"}`)
        .join(', ')}`,
  },
  {
    before: 28,
    is: /\bis not a valid label selector operator$/g,
    was: () => 'is not a valid pod selector operator',
  },
]

/**
 * Puts an answer into the words of a release. podfit has the words of the newest one; what else would differ
 * is not touched.
 */
export const inWordsOf = (kubernetes: string | undefined, answer: unknown): unknown => {
  const minor = kubernetes === undefined ? undefined : readRelease(kubernetes)?.minor
  const older = WORDINGS.filter(({ before }) => minor !== undefined && minor < before)
  const rewrite = (text: string): string =>
    older.reduce((words, { is, was }) => words.replace(is, was), text)
  return older.length === 0 ? answer : reworded(answer, rewrite)
}

const reworded = (value: unknown, rewrite: (text: string) => string): unknown => {
  if (typeof value === 'string') return rewrite(value)
  if (Array.isArray(value)) return value.map((item) => reworded(item, rewrite))
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value)
  return Object.fromEntries(members.map(([key, member]) => [key, reworded(member, rewrite)]))
}
