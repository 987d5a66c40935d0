import { describe, expect, it } from 'vitest'
import { readRelease } from '../../src/kube/release.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import type { SemanticsSwitch } from '../../src/kube/semanticsSwitch.js'
import { SWITCHES } from '../../src/kube/switches.js'

/** What orders releases: minors first. */
const rank = (text: string): number => {
  const { minor = 0, patch = 0 } = readRelease(text) ?? {}
  return minor * 1000 + patch
}
const firstOf = ({ since, gate }: SemanticsSwitch): number =>
  rank(since[0] ?? `1.${gate?.stages[0]?.minor}.0`)

describe('the switches', () => {
  it('are those of the semantics, each once', () => {
    expect(SWITCHES.map(({ name }) => name)).toEqual(Object.keys(newestSemantics))
  })

  it('come in the order in which Kubernetes got them', () => {
    const first = SWITCHES.map(firstOf)
    expect(first).toEqual([...first].sort((a, b) => a - b))
  })

  it.each(SWITCHES)(
    '$name: one release for each minor that got it, no minor left out',
    ({ since }) => {
      const minors = since.map((text) => readRelease(text)?.minor ?? 0)
      expect(minors).toEqual(minors.map((_, i) => (minors[0] ?? 0) + i))
    },
  )

  it.each(SWITCHES)('$name: reaches the last minor from its first patch on', ({ since }) => {
    const last = since[since.length - 1]
    expect(last === undefined || last.endsWith('.0')).toBe(true)
  })

  it.each(SWITCHES)('$name: says what it changes, each once, and where it comes from', (entry) => {
    expect(entry.changes.length).toBeGreaterThan(0)
    expect(new Set(entry.changes).size).toBe(entry.changes.length)
    expect(entry.upstream.file).toMatch(/^(?:pkg|staging\/src\/k8s\.io)\/\S+\.go$/)
  })
})
