import { readdir } from 'node:fs/promises'
import { UsageError } from '../exitCode.js'

/** Whether a name may stand for several. */
export const isPattern = (name: string): boolean => /[*?[\\]/.test(name)

/**
 * The files and directories whose names fit a pattern, by name.
 *
 * - **Rules**
 *   1. `*` stands for any text and `?` for any character, both within one part of a path; `[a-z]` for one of some
 *      characters, `[^a-z]` for any other, and what follows `\` for itself.
 *
 * - **Upstream** go `path/filepath/match.go` Glob, Match; cli-runtime `pkg/resource/builder.go` expandIfFilePattern
 */
export const namesLike = async (pattern: string): Promise<readonly string[]> => {
  const parts = pattern.split('/')
  let found: readonly string[] = ['']
  for (const [i, part] of parts.entries()) {
    const end = i === parts.length - 1 ? '' : '/'
    const fits = isPattern(part) ? partPattern(pattern, part) : undefined
    const next = await Promise.all(
      found.map(async (before) =>
        fits === undefined
          ? [`${before}${part}${end}`]
          : (await entriesOf(before, end !== ''))
              .filter((name) => fits.test(name))
              .sort()
              .map((name) => `${before}${name}${end}`),
      ),
    )
    found = next.flat()
  }
  return await existing(found, parts.at(-1) ?? '')
}

const entriesOf = async (directory: string, wantsDirectories: boolean): Promise<string[]> => {
  const entries = await readdir(directory === '' ? '.' : directory, { withFileTypes: true }).catch(
    () => [],
  )
  return entries.filter((entry) => !wantsDirectories || !entry.isFile()).map(({ name }) => name)
}

/** Names whose last part is no pattern need not be there. */
const existing = async (names: readonly string[], last: string): Promise<readonly string[]> => {
  if (isPattern(last)) return names
  const there = await Promise.all(
    names.map(async (name) => (await entriesOf(directoryOf(name), false)).includes(last)),
  )
  return names.filter((_name, i) => there[i])
}

const directoryOf = (name: string): string => name.slice(0, name.lastIndexOf('/') + 1)

const CLASS = /\[(\^?)((?:\\.|[^\]\\])+)\]/y

/** Rule 1. */
const partPattern = (pattern: string, part: string): RegExp => {
  let source = ''
  for (let at = 0; at < part.length; at++) {
    const character = part[at] ?? ''
    CLASS.lastIndex = at
    const [all, not = '', listed = ''] = CLASS.exec(part) ?? []
    if (character === '*') source += '.*'
    else if (character === '?') source += '.'
    else if (character === '\\' && at + 1 < part.length) source += escaped(part[++at] ?? '')
    else if (all !== undefined) {
      source += `[${not}${listed.replaceAll('[', '\\[')}]`
      at += all.length - 1
    } else if (character === '[' || character === '\\') throw unreadable(pattern)
    else source += escaped(character)
  }
  try {
    return new RegExp(`^${source}$`, 's')
  } catch {
    throw unreadable(pattern)
  }
}

const escaped = (character: string): string => character.replace(/[$()*+./?[\\\]^{|}-]/, '\\$&')

const unreadable = (pattern: string): UsageError =>
  new UsageError(`pattern "${pattern}" is not valid: syntax error in pattern`)
