import { expect, it } from 'vitest'
import { namespaceSelector } from '../../src/kube/namespace.js'

const selectorOf = (text: string) =>
  namespaceSelector({
    metadata: { annotations: { 'scheduler.alpha.kubernetes.io/node-selector': text } },
  })

it.each([
  ['team=a', { team: 'a' }],
  ['team=a, zone = b,gpu=', { team: 'a', zone: 'b', gpu: '' }],
  ['', {}],
  ['team', {}],
  ['team=a,', {}],
  ['team=a=b', {}],
])('the node selector that %j gives is %j', (text, selector) => {
  expect(selectorOf(text)).toEqual(selector)
})

it('is none without an annotation, and harmless under any key', () => {
  expect(namespaceSelector(undefined)).toEqual({})
  expect(namespaceSelector({ metadata: { name: 'a' } })).toEqual({})
  expect(JSON.stringify(selectorOf('__proto__=x'))).toBe('{"__proto__":"x"}')
})
