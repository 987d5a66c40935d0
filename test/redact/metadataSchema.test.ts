import { describe, expect, it } from 'vitest'
import { metadataOf } from '../../src/redact/schema.js'
import type { Renamer } from '../../src/redact/renamer.js'

const RENAMER: Renamer = {
  name: (kind, name) => `${kind}:${name}`,
  key: (key) => key,
  value: (_key, value) => value,
}

const shown = (metadata: object) => metadataOf('pod')(metadata, RENAMER)

describe('metadata', () => {
  it('is named by its kind, and so are owners', () => {
    const ownerReferences = [{ kind: 'Node', name: 'b' }, { kind: 'toString', name: 'c' }, '?']
    expect(shown({ name: 'p', namespace: 'n', uid: 'u', ownerReferences })).toEqual({
      name: 'pod:p',
      namespace: 'namespace:n',
      uid: 'uid:u',
      ownerReferences: [
        { kind: 'Node', name: 'node:b' },
        { kind: 'toString', name: 'owner:c' },
        null,
      ],
    })
  })

  it('shows the finalizers that the controller knows, and no others', () => {
    expect(shown({ finalizers: ['acme.com/x', 'orphan'] })).toEqual({ finalizers: ['orphan'] })
    expect(shown({ finalizers: ['acme.com/x'] })).toEqual({})
    expect(shown({ finalizers: null })).toEqual({})
  })

  it('shows the annotations that it knows, and no others', () => {
    expect(shown({ annotations: { 'podfit/nodes': '3', 'acme.com/x': 'y' } })).toEqual({
      annotations: { 'podfit/nodes': '3' },
    })
    expect(shown({ annotations: { 'acme.com/x': 'y' } })).toEqual({})
  })
})
