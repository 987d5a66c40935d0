import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { GROWTH_CASES, MEASURED, STATED } from '../../bench/growthCases.js'
import { LEFT_OUT } from '../../bench/growthLeftOut.js'

/** The functions of all doors. */
const exportedFunctions = async (): Promise<ReadonlySet<string>> => {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly exports: Readonly<Record<string, unknown>>
  }
  const doors = Object.keys(exports).flatMap((door) =>
    door.endsWith('.json') || door.includes('*') ? [] : door === '.' ? 'index' : door.slice(2),
  )
  const modules = await Promise.all(
    doors.map(
      async (door) => (await import(`../../src/${door}.ts`)) as Readonly<Record<string, unknown>>,
    ),
  )
  return new Set(
    modules.flatMap((module) =>
      Object.entries(module).flatMap(([name, value]) => (typeof value === 'function' ? name : [])),
    ),
  )
}

describe('how the time of functions grows', () => {
  it('is measured for every exported function, or it is said why not', async () => {
    const functions = await exportedFunctions()
    const leftOut = Object.values(LEFT_OUT).flat()
    expect(functions.size).toBeGreaterThan(200)
    expect([...functions].filter((name) => !MEASURED.has(name) && !leftOut.includes(name))).toEqual(
      [],
    )
    expect([...MEASURED, ...leftOut].filter((name) => !functions.has(name))).toEqual([])
    expect(leftOut.filter((name, i) => MEASURED.has(name) || leftOut.indexOf(name) !== i)).toEqual(
      [],
    )
  })

  it('is said in the doc comment of each function whose time may grow faster', () => {
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => readFileSync(`src/${path}`, 'utf8'))
    const names = GROWTH_CASES.map(({ name }) => name)
    for (const question of Object.keys(STATED)) {
      expect(names).toContain(question)
      const begin = `\nexport const ${question.replace(/,.*/, '')} =`
      const [before = ''] = sources.find((text) => text.includes(begin))?.split(begin) ?? []
      expect(before.slice(before.lastIndexOf('/**')), question).toContain('**Cost**')
    }
  })
})
