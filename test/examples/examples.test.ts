import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const programs = readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\.(?:mjs|ts)$/.test(name) && name !== 'demo.mjs',
)

it.each(programs)('%s has less than 150 lines, and stands in the list', (name) => {
  expect(readFileSync(join('examples', name), 'utf8').split('\n').length).toBeLessThanOrEqual(150)
  expect(readFileSync('examples/README.md', 'utf8')).toContain(`(${name})`)
})

it('the list names nothing that is not there', () => {
  const links = [...readFileSync('examples/README.md', 'utf8').matchAll(/\]\(([^)#]+)\)/g)]
  expect(links.length).toBeGreaterThan(10)
  expect(links.filter(([, path = '']) => !existsSync(join('examples', path)))).toEqual([])
})
