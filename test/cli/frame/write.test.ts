import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { OutputError } from '../../../src/cli/exitCode.js'
import { ClosedPipe, linesText, tell, writeOutput } from '../../../src/cli/frame/write.js'
import { colourStyle } from '../../../src/report/text/style.js'
import { fakeWorld } from '../../support/world.js'

describe('writeOutput', () => {
  const failing = (error: Error) => ({
    ...fakeWorld().world,
    stdout: () => Promise.reject(error),
  })

  it('writes what it is given', async () => {
    const { world, printed } = fakeWorld()
    await writeOutput('a\u001b', world)
    expect(printed).toEqual({ stdout: 'a\u001b', stderr: '' })
  })

  it('tells a reader that has gone from a disk that is full', async () => {
    const pipe = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })
    await expect(writeOutput('a', failing(pipe))).rejects.toBeInstanceOf(ClosedPipe)
    const full = writeOutput('a', failing(new Error('no space left on device')))
    await expect(full).rejects.toEqual(new OutputError('standard output: no space left on device'))
  })
})

describe('tell', () => {
  it('says lines, each of which stays one', () => {
    const { world, printed } = fakeWorld()
    tell(world, 'a\nb', ['  c\r', '::d'])
    expect(printed).toEqual({ stdout: '', stderr: 'podfit: a\\nb\n  c\\r\n\\u003a:d\n' })
  })
})

it('an answer in pieces is never put together as a whole', async () => {
  const written: number[] = []
  const { world } = fakeWorld()
  const counting = {
    ...world,
    stdout: (text: string) => Promise.resolve(void written.push(text.length)),
  }
  const pieces = function* (): Generator<string> {
    for (let i = 0; i < 50_000; i++) yield 'x'.repeat(100)
  }
  await writeOutput(pieces(), counting)
  expect(written.reduce((sum, each) => sum + each, 0)).toBe(5_000_000)
  expect(Math.max(...written)).toBeLessThan(1_100_000)
})

describe('linesText', () => {
  it('keeps styles only where there are any', () => {
    expect(linesText(['\u001b[1ma\u001b[22m'], colourStyle)).toBe('\u001b[1ma\u001b[22m\n')
    expect(linesText(['\u001b[1ma'])).toBe('\\u001b[1ma\n')
    expect(linesText([])).toBe('')
  })
})

it('nothing else in the command line writes, but the line that shows progress', () => {
  const files = readdirSync('src/cli', { recursive: true, encoding: 'utf8' })
  const writing = files.filter(
    (file) =>
      file.endsWith('.ts') &&
      /\.(?:stdout|stderr)\(|console\.|process\.std(?:out|err)\b/.test(
        readFileSync(join('src/cli', file), 'utf8'),
      ),
  )
  expect(writing.sort()).toEqual(['frame/write.ts', 'input/progress.ts', 'world.ts'])
})
