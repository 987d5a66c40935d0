import { identity } from 'fp-ts/function'
import { LABEL_HOSTNAME, LABEL_REVISION_HASH } from '../kube/wellKnown.js'
import { pseudonyms, TEXT_KINDS, type TextKind } from './pseudonyms.js'
import { isPublicKey, isPublicName, isPublicValue } from './publicText.js'

/** What a text is called afterwards. */
export interface Renamer {
  /** A name, an image, a UID. */
  readonly name: (kind: Exclude<TextKind, 'key' | 'value'>, text: string) => string
  /** The key of a label or a taint. */
  readonly key: (key: string) => string
  /** The value of the label or taint with this key. */
  readonly value: (key: string, value: string) => string
}

/** The kind of text that stands as the value of a label: two labels repeat a name. */
const valueKind = (key: string): TextKind => {
  if (key === LABEL_HOSTNAME) return 'node'
  return key === LABEL_REVISION_HASH ? 'revision' : 'value'
}

/** Decides which texts may stay; the others are renamed. */
const renamer = (
  keep: ReadonlySet<string>,
  rename: (kind: TextKind, text: string) => string,
  stay: (text: string) => string = identity,
): Renamer => ({
  name: (kind, text) => (text === '' || isPublicName(kind, text) ? stay(text) : rename(kind, text)),
  key: (key) => (key === '' || isPublicKey(key) || keep.has(key) ? stay(key) : rename('key', key)),
  value: (key, value) => {
    const kind = valueKind(key)
    const isPublic = kind !== 'revision' && (isPublicValue(key, value) || keep.has(value))
    return value === '' || isPublic ? stay(value) : rename(kind, value)
  },
})

/** What every text is called afterwards, by its kind. */
export type Pseudonyms = ReadonlyMap<TextKind, ReadonlyMap<string, string>>

/**
 * The pseudonyms of all texts that a walk asks a renamer about. Label and taint texts in `keep` stay.
 */
export const collectPseudonyms = (
  walk: (renamer: Renamer) => void,
  keep: ReadonlySet<string>,
): Pseudonyms => {
  const texts = new Map(TEXT_KINDS.map((kind) => [kind, new Set<string>()]))
  const stayed = new Set<string>()
  const note = (kind: TextKind, text: string): string => {
    texts.get(kind)?.add(text)
    return text
  }
  const noteKept = (text: string): string => {
    stayed.add(text)
    return text
  }
  walk(renamer(keep, note, noteKept))
  return new Map([...texts].map(([kind, of]) => [kind, pseudonyms(kind, of, stayed)]))
}

/** The renamer that uses these pseudonyms. */
export const renamerOf = (names: Pseudonyms, keep: ReadonlySet<string>): Renamer =>
  renamer(keep, (kind, text) => names.get(kind)?.get(text) ?? text)
