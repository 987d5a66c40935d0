import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, inject, it } from 'vitest'
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
    number
  >
  const sizes = await sizesOf(folder)
  expect(Object.keys(sizes).sort()).toEqual(Object.keys(budgets).sort())
  const over = Object.entries(sizes).filter(([door, size]) => size > (budgets[door] ?? 0) * 1.03)
  expect(over).toEqual([])
})
