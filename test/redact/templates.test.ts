import { describe, expect, it } from 'vitest'
import { templateNumbers, withNumber } from '../../src/redact/templates.js'

describe('the number of a template', () => {
  it('is the same for equal templates, in any order of keys', () => {
    const { ofRecord } = templateNumbers()
    expect([{ a: 1, b: [2] }, { b: [2], a: 1n }, { a: 1 }].map(ofRecord)).toEqual(['1', '1', '2'])
  })

  it('compares a template as the API server writes it, a record as it stands', () => {
    const { ofTemplate, ofRecord } = templateNumbers()
    const record = { metadata: {}, spec: { containers: null } }
    expect(ofTemplate({ spec: { tolerations: [], hostNetwork: false } })).toBe('1')
    expect(ofTemplate(undefined)).toBe('1')
    expect(ofRecord(record)).toBe('1')
    expect(ofRecord({ ...record, spec: { containers: null, tolerations: [] } })).toBe('2')
  })

  it('does not look at a creation time that is null', () => {
    const { ofTemplate, ofRecord } = templateNumbers()
    expect(ofTemplate({})).toBe('1')
    expect(ofRecord({ metadata: { creationTimestamp: null }, spec: { containers: null } })).toBe(
      '1',
    )
    expect(ofRecord({ metadata: { creationTimestamp: 'x' }, spec: { containers: null } })).toBe('2')
  })

  it('becomes the only annotation', () => {
    expect(withNumber({ spec: {}, metadata: { labels: { a: 'b' } } }, '7')).toEqual({
      spec: {},
      metadata: { labels: { a: 'b' }, annotations: { 'podfit/template': '7' } },
    })
    expect(withNumber(null, '1')).toEqual({ metadata: { annotations: { 'podfit/template': '1' } } })
  })
})
