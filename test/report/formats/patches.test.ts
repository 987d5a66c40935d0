import { describe, expect, it } from 'vitest'
import type { PatchOperation } from '../../../src/data/patch.js'
import { jsonPatch, kustomization, mergePatch } from '../../../src/report/formats/patches.js'

const EDITS: readonly PatchOperation[] = [
  { op: 'replace', path: ['spec', 'template', 'tolerations'], value: [{ key: 'a' }] },
  { op: 'remove', path: ['spec', 'a~b/c', 0] },
]

describe('edits', () => {
  it('are a JSON Patch, with pointers escaped', () => {
    expect(jsonPatch(EDITS)).toEqual([
      { op: 'replace', path: '/spec/template/tolerations', value: [{ key: 'a' }] },
      { op: 'remove', path: '/spec/a~0b~1c/0' },
    ])
  })

  it('are a merge patch, in which null takes out', () => {
    expect(mergePatch([...EDITS.slice(0, 1), { op: 'remove', path: ['spec', 'paused'] }])).toEqual({
      spec: { template: { tolerations: [{ key: 'a' }] }, paused: null },
    })
    expect(mergePatch([])).toEqual({})
    expect(JSON.stringify(mergePatch([{ op: 'add', path: ['__proto__'], value: 1 }]))).toBe(
      '{"__proto__":1}',
    )
  })

  it('are a kustomization', () => {
    expect(kustomization({ kind: 'DaemonSet', name: 'a' }, EDITS.slice(1))).toEqual({
      patches: [
        {
          target: { kind: 'DaemonSet', name: 'a' },
          patch: '[{"op":"remove","path":"/spec/a~0b~1c/0"}]',
        },
      ],
    })
  })
})
