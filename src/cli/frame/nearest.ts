import { compareText } from '../../data/compareText.js'
import { editsApart, sameButForCase } from '../../data/similar.js'

/** What is a name, as far as one can be meant by another. */
const PLAIN = /^[A-Za-z0-9][\w./-]*$/

/** So many edits make another name of one. */
const MOST_EDITS = 3

/** So much of a name has to be left by them. */
const LEAST_LEFT = 0.4

/**
 * Of some names those that a word was likely meant to be: the nearest, several where they are equally near, none
 * where all are far from it or one of them is the word.
 *
 * - **Cost** O(names)
 */
export const nearest = (word: string, names: readonly string[]): readonly string[] => {
  const otherwise = names.filter((name) => sameButForCase(name, word))
  if (otherwise.length > 0 || !PLAIN.test(word)) return otherwise
  const all = new Set(names)
  if (all.has(word)) return []
  let most = MOST_EDITS
  let found: string[] = []
  for (const name of all) {
    if (name.length < 2 || !PLAIN.test(name)) continue
    const edits = editsApart(word, name, most)
    const length = Math.max(word.length, name.length)
    if (edits > most || length - edits <= LEAST_LEFT * length) continue
    if (edits < most) found = []
    most = edits
    found.push(name)
  }
  return found.sort(compareText)
}

/** The same as a question at the end of a sentence; nothing where there is none. */
export const didYouMean = (names: readonly string[]): string => {
  const last = names.at(-1)
  if (last === undefined) return ''
  const before = names.slice(0, -1).join(', ')
  return `; did you mean ${before === '' ? last : `${before} or ${last}`}?`
}
