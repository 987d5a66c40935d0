import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { terminalText } from '../../src/report/text/terminalText.js'
import { readDoors } from '../fuzz/functions.js'
import { argumentsOf, load, specials } from '../fuzz/pure.js'
import { acting } from '../support/acting.js'

/** Names that try to act on a terminal or on a CI system, among plain ones. */
const TEXTS = [
  'n1',
  'agent',
  'NoSchedule',
  '\u001b[31mred\u001b[0m',
  '\u001b]0;title\u0007',
  '\u009b2J',
  'a\n::error title=x::y',
  '::warning::z',
  'a\r\n##[error]w',
  '##vso[task.complete]',
  'b\u202egnp.exe',
  'c\u2066d\u200e',
  'e\u2028f',
  '\u0000',
  '\ud800',
  '\t',
]

/** The texts of an answer: one, or lines, or the message and details of a finding. */
const textsOf = (answer: unknown): readonly string[] => {
  if (typeof answer === 'string') return [answer]
  if (typeof answer !== 'object' || answer === null) return []
  return Object.values(answer).flatMap(textsOf)
}

const isText = ({ name }: { readonly name: string }): boolean =>
  /(?:Text|Lines|Details|Summary|Markdown|junit)$/.test(name)

describe('no text acts on the terminal or on the CI system that shows it', async () => {
  const { types: bare, functions } = readDoors()
  const types = { ...bare, special: await specials() }
  const reports = functions.filter(({ file }) => file.includes('/src/report/')).filter(isText)

  it('of every function that makes text', () => {
    expect(reports.length).toBeGreaterThan(25)
  })

  it.each(reports.map((each) => [`${each.door}.${each.name}`, each] as const))(
    '%s',
    async (_name, exported) => {
      const call = (await load(exported.door))[exported.name]
      const args = argumentsOf(types, exported, { hostile: false, texts: TEXTS })
      if (call === undefined || args === undefined) throw new Error('cannot be called')
      // Kubernetes' own sentences hold names as they are.
      const shown = exported.file.includes('/upstream/')
        ? (text: string) => terminalText(text)
        : (text: string) => text
      fc.assert(
        fc.property(args, (given) => {
          for (const text of textsOf(call(...given))) expect(acting(shown(text))).toBeUndefined()
        }),
        { numRuns: 100 },
      )
    },
  )
})
