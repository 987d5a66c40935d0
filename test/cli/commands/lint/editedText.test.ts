import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as E from 'fp-ts/Either'
import { Document, parse, visit } from 'yaml'
import type { FieldPath } from '../../../../src/data/fieldPath.js'
import { applyPatch } from '../../../../src/data/patch.js'
import { editedText } from '../../../../src/cli/commands/lint/editedText.js'
import { parseYaml } from '../../../../src/decode/yaml.js'

/** Lines as they are in YAML that people write, and what they mean. */
const member = fc.constantFrom<readonly [string, unknown]>(
  ['plain: a   # why', 'a'],
  ["quoted: 'a b'", 'a b'],
  ['folded: >-\n    one\n    two\n\n\n', 'one two'],
  ['literal: |\n      deep\n        deeper\n', 'deep\n  deeper\n'],
  ['flow: [a,\n    b]', ['a', 'b']],
  ['tight: {a: b}', { a: 'b' }],
  ['wide: { a: b,\n   c: d } # two', { a: 'b', c: 'd' }],
  ['list:\n- a\n- b', ['a', 'b']],
  ['indented:\n    - a\n\n    # of b\n    - b', ['a', 'b']],
  ['map:\n    deep: 1\n', { deep: 1 }],
)

const members = fc.uniqueArray(member, { minLength: 1, maxLength: 6, selector: ([text]) => text })

const textOf = (all: readonly (readonly [string, unknown])[]): string =>
  `# head\n${all.map(([text]) => text).join('\n')}\n# end\n`

const keyOf = (text: string): string => text.slice(0, text.indexOf(':'))

describe('editedText', () => {
  it('removes a member and leaves the lines of all others as they are', () => {
    fc.assert(
      fc.property(members, fc.nat(), (all, some) => {
        const [gone = ['', '']] = all.slice(some % all.length)
        const text = textOf([...all, ['last: x', 'x']])
        const patch = [{ op: 'remove', path: [keyOf(gone[0])] } as const]
        const change = { at: undefined, patch, notes: [] }
        const edited = editedText({ name: 'a.yaml', text }, [change], 'changed')
        const left = all.filter((each) => each !== gone)
        for (const [lines] of left) expect(edited.text).toContain(lines.trimEnd())
        const [read] = parseYaml(edited.text)
        expect(read !== undefined && E.isRight(read) ? read.right : read).toEqual({
          ...Object.fromEntries(left.map(([lines, value]) => [keyOf(lines), value])),
          last: 'x',
        })
      }),
    )
  })

  it('puts a member in and leaves the lines of all others as they are', () => {
    fc.assert(
      fc.property(members, (all) => {
        const text = textOf(all)
        const patch = [{ op: 'add', path: ['new'], value: { a: ['b'] } } as const]
        const edited = editedText(
          { name: 'a.yaml', text },
          [{ at: undefined, patch, notes: [] }],
          '',
        )
        for (const [lines] of all) expect(edited.text).toContain(lines.trimEnd())
        const [read] = parseYaml(edited.text)
        expect(read !== undefined && E.isRight(read) ? read.right : read).toEqual({
          ...Object.fromEntries(all.map(([lines, value]) => [keyOf(lines), value])),
          new: { a: ['b'] },
        })
      }),
    )
  })

  it('says what the changes make of it, and nothing twice, however it is laid out', () => {
    const item = fc.record(
      {
        key: fc.constantFrom('a', 'b'),
        op: fc.constantFrom('In', 'x y'),
        not: fc.constant('# no'),
      },
      { requiredKeys: ['key'] },
    )
    const object = fc.record({
      one: fc.array(item, { minLength: 1, maxLength: 3 }),
      two: fc.record({ deep: fc.array(item, { minLength: 1, maxLength: 2 }), text: fc.string() }),
      three: fc.array(item, { minLength: 1, maxLength: 2 }),
    })
    const style = fc.record({
      indent: fc.constantFrom(2, 4),
      indentSeq: fc.boolean(),
      flowCollectionPadding: fc.boolean(),
      lineWidth: fc.constantFrom(0, 20),
    })
    const gone = fc.constantFrom<FieldPath>(
      ['one'],
      ['one', 0],
      ['two', 'deep', 0, 'op'],
      ['two', 'text'],
      ['three', 0],
    )
    let kept = 0
    fc.assert(
      fc.property(
        object,
        style,
        fc.infiniteStream(fc.nat(9)),
        gone,
        (given, layout, dice, path) => {
          const document = new Document(given)
          const one = (): number => dice.next().value ?? 0
          visit(document, {
            Collection: (_key, node) => {
              node.flow = one() < 3
            },
            Scalar: (key, node) => {
              const at = one()
              if (at === 0) node.type = 'BLOCK_FOLDED'
              if (at === 1) node.type = 'QUOTE_SINGLE'
              if (at < 4 && key === 'key') node.commentBefore = ' why'
            },
          })
          const text = document.toString(layout)
          const patch = [{ op: 'remove', path } as const]
          const source = { name: 'a.yaml', text }
          const edited = editedText(source, [{ at: undefined, patch, notes: [] }], 'changed')
          if (edited.problems.length > 0) {
            expect(edited.text).toBe(text)
            return
          }
          kept++
          expect(parse(edited.text)).toEqual(applyPatch(parse(text), patch))
        },
      ),
      { numRuns: 300 },
    )
    expect(kept).toBeGreaterThan(150)
  })
})
