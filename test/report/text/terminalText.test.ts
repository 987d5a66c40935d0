import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { colourStyle } from '../../../src/report/text/style.js'
import { terminalText } from '../../../src/report/text/terminalText.js'

const all = Object.values(colourStyle)
const anyStyled = fc
  .tuple(fc.constantFrom(...all), fc.constantFrom(...all))
  .map(([inner, outer]) => outer(`a ${inner('é ☸ 名')} b`))

describe('terminalText', () => {
  it.each([
    ['a line break', 'a\nb', 'a\\nb'],
    ['a carriage return', 'a\rb', 'a\\rb'],
    ['a tab', 'a\tb', 'a\\tb'],
    ['an escape sequence', '\u001b[2Jx', '\\u001b[2Jx'],
    ['a title for the window', '\u001b]0;x\u0007', '\\u001b]0;x\\u0007'],
    ['a one-byte CSI', '\u009b31m', '\\u009b31m'],
    ['text from right to left', 'a\u202eb\u2066', 'a\\u202eb\\u2066'],
    ['an invisible character', 'a\u200bb\ufeff', 'a\\u200bb\\ufeff'],
    ['an invisible tag', '\u{e0041}', '\\u{e0041}'],
    ['a line separator', 'a\u2028b', 'a\\u2028b'],
    ['half a character', 'a\ud800b', 'a\\ud800b'],
    ['delete', '\u007f', '\\u007f'],
    ['a command to GitHub Actions', '  ::error ::x', '  \\u003a:error ::x'],
    ['an old command to GitHub Actions', 'a ##[error]x', 'a #\\u0023[error]x'],
    ['a command to Azure Pipelines', '##vso[task.x]', '#\\u0023vso[task.x]'],
    ['a style without colour', '\u001b[1mx', '\\u001b[1mx'],
  ])('shows %s', (_case, line, shown) => {
    expect(terminalText(line)).toBe(shown)
  })

  it.each(['', 'a b', 'é ☸ 名 😀', 'a::b', ' : :', '# ## [x]', '\\n'])('leaves %j', (line) => {
    expect(terminalText(line)).toBe(line)
  })

  it('law: what the styles write stays, other sequences never', () => {
    fc.assert(
      fc.property(anyStyled, (line) => {
        expect(terminalText(line, colourStyle)).toBe(line)
        expect(terminalText(line)).not.toMatch(/\p{Cc}/u)
      }),
    )
    expect(terminalText('\u001b[8mx\u001b[1;31my', colourStyle)).toBe('\\u001b[8mx\\u001b[1;31my')
  })

  it('law: a line stays a line, and nothing in it acts on the terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (line) => {
        expect(terminalText(line)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|^\s*::/u)
      }),
    )
  })
})
