import { compareText } from '../data/compareText.js'
import { labelKeyFaults, labelValueFaults } from '../data/labelSyntax.js'
import { publicPrefix } from './publicText.js'

/** The spelling alphabet: no two of its words are one edit apart, so none is taken for another. */
const WORDS =
  'alfa bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu'.split(
    ' ',
  )

/** The word of a rank among some, as many syllables for all, so that words sort as ranks do. */
const word = (rank: number, count: number): string => {
  const letters: string[] = []
  let left = rank
  for (let size = count - 1; letters.length === 0 || size > 0; size = Math.floor(size / 26)) {
    letters.unshift(WORDS[left % 26] ?? '')
    left = Math.floor(left / 26)
  }
  return letters.join('-')
}

const number = (rank: number, count: number): string =>
  String(rank + 1).padStart(String(count).length, '0')

/** How one kind of text is renamed: the pseudonym of a text, given the number or word of its rank. */
interface Form {
  readonly rank: typeof word
  readonly text: (original: string, rank: string) => string
}

const TOO_LONG = 'x'.repeat(64)

/** A label key that is wrong in the same way. */
const keyLike = (original: string, rank: string): string => {
  const faults = new Set(labelKeyFaults(original))
  if (faults.has('KeyShape')) return `${rank}/${rank}/${rank}`
  const long = faults.has('PrefixTooLong') ? `.${Array(4).fill(TOO_LONG).join('.')}` : ''
  const prefix = faults.has('PrefixEmpty')
    ? '/'
    : faults.has('PrefixTooLong') || faults.has('PrefixFormat') || faults.has('NameEmpty')
      ? `${rank}${long}${faults.has('PrefixFormat') ? '_' : ''}/`
      : publicPrefix(original) === undefined
        ? ''
        : `${publicPrefix(original)}/`
  if (faults.has('NameEmpty')) return prefix
  return `${prefix}${rank}${faults.has('NameTooLong') ? TOO_LONG : ''}${faults.has('NameFormat') ? '_' : ''}`
}

/** A label value that is wrong in the same way. */
const valueLike = (original: string, rank: string): string => {
  const faults = labelValueFaults(original)
  return `${rank}${faults.includes('ValueTooLong') ? TOO_LONG : ''}${faults.includes('ValueFormat') ? '_' : ''}`
}

/** The last part of an address: the number of a rank, after a digit for each letter of its mark. */
const addressPart = (rank: string): number =>
  Number(rank.replace(/^(r*)-?/, (_mark, stem: string) => '1'.repeat(stem.length)))

const named = (noun: string): Form => ({
  rank: number,
  text: (_original, rank) => `${noun}-${rank}`,
})

/**
 * The kinds of text, each renamed on its own.
 *
 * @since 0.1.0
 */
export type TextKind =
  | 'node'
  | 'namespace'
  | 'daemonSet'
  | 'pod'
  | 'revision'
  | 'owner'
  | 'address'
  | 'uid'
  | 'image'
  | 'container'
  | 'key'
  | 'value'

const FORMS: Readonly<Record<TextKind, Form>> = {
  /** Names of nodes are values of a label, too. */
  node: { rank: number, text: (original, rank) => valueLike(original, `node-${rank}`) },
  namespace: named('namespace'),
  daemonSet: named('daemonset'),
  pod: named('pod'),
  revision: named('revision'),
  owner: named('owner'),
  address: { rank: number, text: (_original, rank) => `192.0.2.${addressPart(rank)}` },
  uid: named('uid'),
  image: named('image'),
  container: named('container'),
  key: { rank: word, text: keyLike },
  value: { rank: word, text: valueLike },
}

export const TEXT_KINDS: readonly TextKind[] = Object.keys(FORMS) as readonly TextKind[]

/**
 * Pseudonyms for all texts of one kind.
 *
 * - **Rules**
 *   1. No two texts get the same pseudonym, and none gets one that stays as it is (`kept`).
 *   2. Pseudonyms sort as the texts do; namespaces as they do in `namespace/name`.
 *   3. A label key or value that breaks a rule of syntax gets a pseudonym that breaks the same rules. The
 *      empty text, and what has no other spelling, stays.
 */
export const pseudonyms = (
  kind: TextKind,
  texts: ReadonlySet<string>,
  kept: ReadonlySet<string>,
): ReadonlyMap<string, string> => {
  const { rank, text } = FORMS[kind]
  const end = kind === 'namespace' ? '/' : ''
  const sorted = [...texts].sort((a, b) => compareText(a + end, b + end))
  for (let stem = ''; ; stem += 'r') {
    const mark = stem === '' ? '' : `${stem}-`
    const renamed = sorted.map(
      (original, i) => [original, text(original, mark + rank(i, sorted.length))] as const,
    )
    const isTaken = renamed.some(
      ([original, pseudonym]) => kept.has(pseudonym) && hasOtherSpelling(kind, original),
    )
    if (!isTaken) return new Map(renamed)
  }
}

/** Whether another rank gives another pseudonym; the label key `/` is always `/`. */
const hasOtherSpelling = (kind: TextKind, original: string): boolean =>
  FORMS[kind].text(original, '1') !== FORMS[kind].text(original, '2')
