import { describe, expect, it } from 'vitest'
import { askChance, chanceIn, chanceSaid, widthDiffers } from './chance.js'

const did = (creates: readonly string[], deletes: readonly string[]) => ({
  out: { creates: creates.map((node) => ({ node })), deletes },
})

describe('chanceIn', () => {
  it('is what some answers have and others do not', () => {
    const answers = [
      did(['n1', 'n2'], ['p1']),
      did(['n1', 'n3'], ['p1']),
      did(['n1', 'n2'], ['p1']),
    ]
    expect(chanceIn(answers)).toEqual({ creates: ['n2', 'n3'], deletes: [] })
  })

  it('is nothing where all answers do the same, in whatever order', () => {
    expect(chanceIn([did(['n1', 'n2'], []), did(['n2', 'n1'], [])])).toBeUndefined()
  })

  it('is nothing where there is no answer', () => {
    expect(chanceIn([{ bad: 'no' }, { bad: 'no' }])).toBeUndefined()
  })
})

describe('chanceSaid', () => {
  it('is what the choices of a plan are made from', () => {
    const creates = { must: ['n1'], choices: [{ count: 1, from: ['n3', 'n2'] }] }
    const deletes = { must: [], choices: [] }
    expect(chanceSaid({ creates, deletes })).toEqual({ creates: ['n2', 'n3'], deletes: [] })
    expect(chanceSaid({ creates: deletes, deletes })).toBeUndefined()
  })
})

describe('askChance', () => {
  /** Deletes the first pod, now and then the second. */
  const asked = (every: number) => {
    let count = 0
    const ask = (lines: readonly string[]) =>
      Promise.resolve(
        lines.map(() => JSON.stringify(did([], [++count % every === 0 ? 'p2' : 'p1']))),
      )
    return { ask, times: () => count }
  }
  const both = { creates: [], deletes: ['p1', 'p2'] }

  it('asks often where a choice is expected', async () => {
    const { ask } = asked(150)
    expect(await askChance('', true, ask)).toEqual(both)
  })

  it('asks often once answers differ', async () => {
    const { ask, times } = asked(5)
    expect(await askChance('', false, ask)).toEqual(both)
    expect(times()).toBeGreaterThan(100)
  })

  it('asks a few times where all is certain', async () => {
    const { ask, times } = asked(1000)
    expect(await askChance('', false, ask)).toBeUndefined()
    expect(times()).toBeLessThan(20)
  })
})

describe('widthDiffers', () => {
  const said = { creates: [], deletes: ['p1', 'p2'] }
  const answering = (...pods: readonly string[]) => {
    let count = 0
    return (lines: readonly string[]) =>
      Promise.resolve(lines.map(() => JSON.stringify(did([], [pods[count++ % pods.length] ?? '']))))
  }
  const agrees = (): undefined => undefined

  it('is nothing once all has varied that may', async () => {
    expect(await widthDiffers('', said, agrees, answering('p1', 'p2'))).toBeUndefined()
  })

  it('tells what never varies, what varies beside it, and an answer that does not agree', async () => {
    expect(await widthDiffers('', said, agrees, answering('p1'))).toBe('what Kubernetes picks')
    expect(await widthDiffers('', said, agrees, answering('p1', 'p2', 'p3'))).toBe(
      'what Kubernetes picks',
    )
    expect(await widthDiffers('', said, () => 'creates', answering('p1', 'p2'))).toBe('creates')
  })
})
