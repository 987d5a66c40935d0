import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byteWindow } from '../../../src/cli/input/byteWindow.js'
import { anySizes, chunked, windowOn } from '../../support/reading.js'

describe('byteWindow', () => {
  it('holds nothing at first', async () => {
    const window = windowOn('')
    expect(window).toMatchObject({ end: 0, at: 0, mark: 0 })
    expect(await window.more()).toBe(false)
    expect(await window.more()).toBe(false)
  })

  it('keeps what lies behind the mark, and moves the place with it', async () => {
    const window = byteWindow(chunked('abcdefgh', [4]))
    await window.more()
    window.mark = 2
    window.at = 3
    await window.more()
    expect(window).toMatchObject({ end: 6, at: 1, mark: 0 })
    expect(window.bytes.toString('utf8', 0, window.end)).toBe('cdefgh')
  })

  it('passes every byte on, however the stream and the marks lie', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), anySizes, fc.array(fc.nat()), async (text, sizes, marks) => {
        const window = windowOn(text, sizes)
        let passed = ''
        for (let i = 0; await window.more(); i++) {
          const kept = (marks[i] ?? 0) % (window.end + 1)
          passed += window.bytes.toString('latin1', window.mark, kept)
          window.mark = kept
        }
        passed += window.bytes.toString('latin1', window.mark, window.end)
        expect(Buffer.from(passed, 'latin1')).toEqual(Buffer.from(text))
      }),
    )
  })
})
