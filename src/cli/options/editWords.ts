import { UsageError } from '../exitCode.js'

const WORD = /(?:[^\s'"\\]|'[^']*'|"(?:[^"\\]|\\.)*"|\\.)+/g

/** The words of a command as a shell tells them apart. */
export const editWords = (text: string): readonly string[] => {
  const rest = text.replace(WORD, '').trim()
  if (rest !== '') throw new UsageError(`${JSON.stringify(text)}: a quote is not closed`)
  return (text.match(WORD) ?? []).map((word) => word.replace(QUOTED, unquoted))
}

const QUOTED = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g

const unquoted = (_all: string, single?: string, double?: string, escaped?: string): string =>
  single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? ''
