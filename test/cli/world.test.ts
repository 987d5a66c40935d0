import { Readable } from 'node:stream'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { processWorld } from '../../src/cli/world.js'

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const isDone = (done: unknown): done is (error: Error | null) => void => typeof done === 'function'

describe('processWorld', () => {
  it('prints, and says when that is not possible', async () => {
    const write = vi.spyOn(process.stdout, 'write')
    write.mockImplementation((_text, done: unknown) => {
      if (isDone(done)) done(null)
      return true
    })
    await processWorld().stdout('text')
    expect(write.mock.calls[0]?.[0]).toBe('text')
    write.mockImplementation((_text, done: unknown) => {
      if (isDone(done)) done(new Error('full'))
      return true
    })
    await expect(processWorld().stdout('text')).rejects.toThrow('full')
  })

  it('prints to standard error', () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    processWorld().stderr('text')
    expect(write.mock.calls).toEqual([['text']])
  })

  it('hands out what a program prints, or what it says when it fails', async () => {
    const { program } = processWorld()
    const printedBy = async (...args: readonly string[]): Promise<string> => {
      const chunks: Uint8Array[] = []
      for await (const chunk of program(process.execPath, args)) chunks.push(chunk)
      return Buffer.concat(chunks).toString()
    }
    expect(await printedBy('-e', 'console.log("a".repeat(100000))')).toHaveLength(100_001)
    await expect(printedBy('-e', 'console.error("no rights"); process.exit(1)')).rejects.toThrow(
      'no rights',
    )
    await expect(printedBy('-e', 'process.exit(7)')).rejects.toThrow('ended with 7')
    const early = program(process.execPath, ['-e', 'console.log("a".repeat(1000000))'])
    await new Promise((resolve) => setTimeout(resolve, 500))
    let length = 0
    for await (const chunk of early) length += chunk.length
    expect(length).toBe(1_000_001)
    const absent = program('podfit-is-no-such-program', [])[Symbol.asyncIterator]()
    await expect(absent.next()).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('reads standard input to its end', async () => {
    const typed = Readable.from([Buffer.from('caf'), Buffer.from([0xc3]), Buffer.from([0xa9])])
    const chunks: Uint8Array[] = []
    vi.spyOn(process, 'stdin', 'get').mockReturnValue(typed as unknown as typeof process.stdin)
    for await (const chunk of processWorld().stdin()) chunks.push(chunk)
    expect(Buffer.concat(chunks).toString()).toBe('café')
  })

  it('has the environment and the terminal of the process', () => {
    const world = processWorld()
    expect(world.env).toBe(process.env)
    expect(world.stdoutIsTerminal).toBe(process.stdout.isTTY)
    expect(world.stderrIsTerminal).toBe(process.stderr.isTTY)
  })

  it('knows the time', () => {
    vi.useFakeTimers({ now: new Date('2026-01-31T12:00:00Z') })
    expect(processWorld().now()).toEqual(new Date('2026-01-31T12:00:00Z'))
  })
})
