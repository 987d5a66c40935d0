import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { podTemplateText } from '../../../src/report/upstream/podTemplateText.js'

interface Recorded {
  readonly template: object
  readonly text: string
}

const recorded = JSON.parse(
  readFileSync('test/fixtures/kubectlPodTemplates.json', 'utf8'),
) as readonly Recorded[]

describe('podTemplateText', () => {
  it.each(recorded.map(({ template, text }, i) => [i, template, text] as const))(
    'prints template %i as kubectl does',
    (_i, template, text) => {
      expect(podTemplateText(template)).toBe(text)
    },
  )

  it('is total', () => {
    for (const template of [undefined, null, 7, [], { spec: { containers: [7, null] } }]) {
      expect(podTemplateText(template)).toMatch(/^Pod Template:\n {2}Labels:\t<none>\n/)
    }
  })

  it('lets no value begin a line', () => {
    const image = 'a\n  Containers:\tnone'
    const text = podTemplateText({ spec: { containers: [{ name: 'main', image }] } })
    expect(text).toContain('    Image:\ta\\n  Containers:\\tnone\n')
  })

  it('computes what a container sees of its resources as Go does', () => {
    const seen = (resource: string, divisor: string | undefined, limits: object) => {
      const env = [{ name: 'X', valueFrom: { resourceFieldRef: { resource, divisor } } }]
      const text = podTemplateText({ spec: { containers: [{ env, resources: { limits } }] } })
      return /X:\t(.*) \(/.exec(text)?.[1]
    }
    expect(seen('limits.cpu', '1m', { cpu: '1500m' })).toBe('1500')
    expect(seen('limits.cpu', undefined, { cpu: '1500m' })).toBe('2')
    expect(seen('limits.memory', '1Mi', { memory: '1e9' })).toBe('954')
    expect(seen('limits.memory', '1k', { memory: '0.5Gi' })).toBe('536871')
    expect(seen('limits.memory', undefined, {})).toBe('node allocatable')
    expect(seen('limits.gpu', undefined, {})).toBe('')
  })
})
