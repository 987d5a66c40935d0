import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import GithubSlugger from 'github-slugger'
import { expect, it } from 'vitest'

const pages = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
]

const texts = new Map(
  pages.map((page) => [page, readFileSync(page, 'utf8').replaceAll(/^```.*?^```/gms, '')] as const),
)

/** The places that a link to the page may name: its headings as GitHub numbers them, and its own anchors. */
const anchorsOf = (text: string): ReadonlySet<string> => {
  const slugger = new GithubSlugger()
  const headings = [...text.matchAll(/^#+ (?<heading>.*)$/gm)].map(({ groups }) =>
    (groups?.['heading'] ?? '').replaceAll(/[`*\\]|\]\([^)]*\)|\[/g, '').trim(),
  )
  const own = [...text.matchAll(/<a id="(?<id>[^"]+)"/g)].map(({ groups }) => groups?.['id'] ?? '')
  return new Set([...headings.map((heading) => slugger.slug(heading)), ...own])
}

const anchors = new Map([...texts].map(([page, text]) => [page, anchorsOf(text)] as const))

it('every link to a place in a page finds it', () => {
  const links = [...texts].flatMap(([page, text]) =>
    [...text.matchAll(/\]\((?<file>[^)#\s:]*)#(?<anchor>[^)\s]+)\)/g)].map(({ groups }) => {
      const file = groups?.['file'] ?? ''
      const target = file === '' ? page : normalize(join(dirname(page), file))
      return { page, target, anchor: groups?.['anchor'] ?? '' }
    }),
  )
  expect(links.length).toBeGreaterThan(1_000)
  const dead = links.filter(({ target, anchor }) => anchors.get(target)?.has(anchor) !== true)
  expect(dead).toEqual([])
})
