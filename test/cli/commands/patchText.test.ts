import { describe, expect, it } from 'vitest'
import { patchText } from '../../../src/cli/commands/suggestedText.js'
import type { PatchOperation } from '../../../src/data/patch.js'
import { aDaemonSet } from '../../../src/testing/builders.js'

const edits: readonly PatchOperation[] = [{ op: 'remove', path: ['spec', 'a/b'] }]

describe('patchText', () => {
  it('is JSON, YAML or a kustomization', async () => {
    expect(JSON.parse(await patchText('json', {}, edits))).toEqual([
      { op: 'remove', path: '/spec/a~1b' },
    ])
    expect(await patchText('merge', {}, edits)).toBe('spec:\n  a/b: null\n')
    const kustomization = await patchText('kustomize', aDaemonSet(), edits)
    expect(kustomization).toContain('namespace: default\n      name: agent\n')
    expect(await patchText('kustomize', {}, edits)).toContain('kind: DaemonSet\n      name: ""\n')
  })
})
