import { UNSEEN } from './exactJson.js'

/** White space and what is not drawn at all. */
const HIDDEN = new RegExp(`${UNSEEN.source}|[\\u0000-\\u001f]|\\p{Zs}`, 'gu')

/** What cannot be seen in a name, each once: `U+00A0`. */
export const hiddenIn = (name: string): readonly string[] => [
  ...new Set(
    [...name.matchAll(HIDDEN)].map(
      ([character]) =>
        `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
    ),
  ),
]

/** A name as it is seen. */
export const withoutHidden = (name: string): string => name.replace(HIDDEN, '')

/** What cannot be seen in a key of an object that looks like another key; nothing where there is none. */
export const hiddenInKey = (object: unknown, key: string): readonly string[] =>
  typeof object === 'object' && object !== null
    ? Object.keys(object)
        .filter((each) => each !== key && withoutHidden(each) === key)
        .flatMap(hiddenIn)
    : []
