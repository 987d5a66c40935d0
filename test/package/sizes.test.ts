import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, inject, it } from 'vitest'

/** What a door weighed before; where more was put into it on purpose: what it weighs since, and for what. */
interface Budget {
  readonly bytes: number
  readonly accepted?: number
  readonly why?: string
}

const sizesOf = async (path: string): Promise<Record<string, number>> => {
  const tool = new URL('../../tools/sizes.mjs', import.meta.url).href
  const { sizesOf: of } = (await import(tool)) as {
    readonly sizesOf: (path: string) => Promise<Record<string, number>>
  }
  return await of(path)
}

const folder = mkdtempSync(join(tmpdir(), 'podfit-sizes-'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('no door weighs more than 3 % above its budget, and each has one', async () => {
  execFileSync('tar', ['-xzf', inject('tarball'), '-C', folder, '--strip-components=1'])
  const budgets = JSON.parse(readFileSync('test/package/sizes.json', 'utf8')) as Record<
    string,
    Budget
  >
  const sizes = await sizesOf(folder)
  expect(Object.keys(sizes).sort()).toEqual(Object.keys(budgets).sort())
  const over = Object.entries(sizes).filter(([door, size]) => {
    const { bytes = 0, accepted = bytes } = budgets[door] ?? {}
    return size > accepted * 1.03
  })
  expect(over).toEqual([])
})
