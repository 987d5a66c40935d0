import { describe, expect, it } from 'vitest'
import {
  fittingMarkdown,
  markdownTable,
  markdownText,
} from '../../../src/report/formats/markdown.js'

describe('markdownText', () => {
  it('shows markup as text, on one line', () => {
    expect(markdownText('a|b <c> [d](e) *f* _g_ `h` \\ ~ & # @ !\n- i')).toBe(
      'a\\|b \\<c\\> \\[d\\](e) \\*f\\* \\_g\\_ \\`h\\` \\\\ \\~ \\& \\# \\@ \\! - i',
    )
  })

  it('leaves names as they are', () => {
    const name = 'kube-system/aws-node key.io/a=b:NoSchedule'
    expect(markdownText(name)).toBe(name)
  })
})

describe('markdownTable', () => {
  it('has a head and rows', () => {
    expect(
      markdownTable([
        ['a', 'b'],
        ['1', '2'],
      ]),
    ).toEqual(['| a | b |', '| --- | --- |', '| 1 | 2 |'])
    expect(markdownTable([])).toEqual(['|  |', '|  |'])
  })
})

describe('fittingMarkdown', () => {
  const sizeOf = (lines: readonly string[]): number =>
    Buffer.byteLength(lines.map((line) => `${line}\n`).join(''))

  it('leaves what fits', () => {
    const lines = ['**a**', '', '- b']
    expect(fittingMarkdown(lines)).toBe(lines)
  })

  it('leaves out what does not, by bytes, and says so', () => {
    const lines = ['**head**', ...Array.from({ length: 100 }, () => '漢'.repeat(700))]
    const fitted = fittingMarkdown(lines)
    expect(sizeOf(fitted)).toBeLessThan(65_536)
    expect(fitted[0]).toBe('**head**')
    expect(fitted.at(-1)).toBe(
      '**Cut to what a comment takes: 70 lines left out. -o json says everything.**',
    )
  })

  it('cuts a line that is longer than all others, cell by cell', () => {
    const row = `| ${['a', 'b'.repeat(50_000), 'c'].join(' | ')} |`
    const fitted = fittingMarkdown([`**${'x'.repeat(9_000)}**`, row, 'd'.repeat(10_000)])
    expect(fitted[0]).toMatch(/^\*\*x+…\*\*$/)
    expect(fitted[1]).toMatch(/^\| a \| b+… \| c \|$/)
    expect(fitted[2]).toMatch(/^d+…$/)
    expect(fitted.at(-1)).toBe(
      '**Cut to what a comment takes: the ends of long lines left out (…). -o json says everything.**',
    )
  })

  it('leaves no half of an escape or of a break', () => {
    for (let i = 0; i < 12; i += 1) {
      const [line = ''] = fittingMarkdown([`${'x'.repeat(i)}${'\\|<br>'.repeat(2_000)}`])
      expect(line).toMatch(/^x*(?:\\\||<br>)*…$/)
    }
  })
})
