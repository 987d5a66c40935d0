import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  citationsIn,
  citedText,
  definitionIn,
  everyCitation,
  moduleCache,
  moduleFolder,
} from './citations.js'
import { newestRelease } from './oracle.js'

const { citations, elsewhere, unreadable } = everyCitation()
const release = newestRelease()
const cache = moduleCache()
const mod = readFileSync('test/conformance/oracle/go.mod', 'utf8')
const folderOf = (module: string): string => moduleFolder(cache ?? '', module, release, mod)
const missing = [...new Set(citations.map(({ module }) => folderOf(module)))].filter(
  (folder) => !existsSync(folder),
)

describe('what the sources cite of Kubernetes', () => {
  it('names a file and a symbol, everywhere', () => {
    expect(unreadable).toEqual([])
    expect(citations.length).toBeGreaterThan(100)
  })

  it('is of Kubernetes, but for pools, clients and deploy tools of other projects', () => {
    expect(elsewhere.map((text) => text.split(':')[0])).toEqual([
      'src/pools/aks.ts',
      'src/pools/clusterApi.ts',
      'src/pools/eksctl.ts',
      'src/pools/gke.ts',
      'src/pools/karpenter.ts',
      'src/pools/karpenter.ts',
      'src/pools/nodeClass.ts',
      'src/readiness/reporters.ts',
      'src/readiness/reporters.ts',
      'src/readiness/reporters.ts',
      'src/readiness/ruleOverlaps.ts',
      'src/revision/unheldFields.ts',
      'src/rollout/deployReady.ts',
    ])
  })

  it.skipIf(missing.length > 0)(
    `is defined there, in ${release.patch}${missing.length > 0 ? ', NOT LOOKED AT: its modules are not in the cache of Go' : ''}`,
    () => {
      const wrong = citations.filter((citation) => {
        const text = citedText(folderOf(citation.module), citation)
        return text === undefined
      })
      expect(wrong.map(({ at, file, symbol }) => `${at}: ${file} ${symbol}`)).toEqual([])
    },
  )
})

describe('citationsIn', () => {
  it('reads entries, over several lines and with several symbols', () => {
    const source = `/**
 * What it does.
 *
 * - **Upstream** kubernetes \`pkg/a.go\` One, Two.Three; kubectl
 *   \`pkg/b.go\` four
 * - **Errors** none
 */`
    const at = 'x.ts:4'
    expect(citationsIn('x.ts', source)).toEqual({
      citations: [
        { at, module: 'kubernetes', file: 'pkg/a.go', symbol: 'One' },
        { at, module: 'kubernetes', file: 'pkg/a.go', symbol: 'Two.Three' },
        { at, module: 'kubectl', file: 'pkg/b.go', symbol: 'four' },
      ],
      elsewhere: [],
      unreadable: [],
    })
  })

  it.each([
    ['a folder', 'kubernetes `pkg/controller` syncNodes'],
    ['a file without a symbol', 'kubernetes `pkg/a.go`'],
    ['words', 'kubernetes `pkg/a.go` One as it was'],
    ['no reason', 'not of Kubernetes:'],
  ])('does not take %s', (_what, entry) => {
    const { citations: none, unreadable: all } = citationsIn(
      'x.ts',
      `/**\n * - **Upstream** ${entry}\n */`,
    )
    expect(none).toEqual([])
    expect(all).toEqual([`x.ts:2: ${entry}`])
  })
})

describe('definitionIn', () => {
  const source = `package a

// one is not two.
func one(x int) int {
	if x > 0 {
		return 1
	}
	return 0
}

func (s *Set[T]) Add(item T) { s.items = append(s.items, item) }

type Set[T any] struct {
	items []T
}

const (
	Burst = 250
)

type named string
`

  it('finds functions, methods, types and constants, whole', () => {
    expect(definitionIn(source, 'one')).toMatch(/^func one[^]*return 0\n}$/)
    expect(definitionIn(source, 'Set.Add')).toMatch(/^func \(s \*Set\[T\]\) Add\(/)
    expect(definitionIn(source, 'Set')).toBe('type Set[T any] struct {\n\titems []T\n}')
    expect(definitionIn(source, 'Burst')?.trim()).toBe('Burst = 250')
    expect(definitionIn(source, 'named')).toBe('type named string')
  })

  it('finds nothing that is only mentioned', () => {
    expect(
      ['two', 'items', 'Set.one', 'Other.Add'].map((name) => definitionIn(source, name)),
    ).toEqual([undefined, undefined, undefined, undefined])
  })
})
