import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import { asCreated } from '../../src/api/asCreated.js'
import { defaultDaemonSet } from '../../src/api/defaults.js'
import { isFromServer } from '../../src/kube/objectFacts.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import { frozenly } from '../support/frozen.js'

const GENERATION = 'deprecated.daemonset.template.generation'

describe('asCreated', () => {
  it('keeps what a manifest says and adds what the API server does', () => {
    const manifest: DaemonSet = {
      kind: 'DaemonSet',
      metadata: { name: 'agent', namespace: 'infra', labels: { a: 'x' }, annotations: { b: 'y' } },
      spec: { updateStrategy: { type: 'OnDelete' } },
    }
    expect(asCreated(manifest)).toEqual({
      kind: 'DaemonSet',
      metadata: {
        name: 'agent',
        namespace: 'infra',
        labels: { a: 'x' },
        uid: 'new:infra/agent',
        generation: 1,
        annotations: { b: 'y', [GENERATION]: '1' },
      },
      spec: {
        template: { spec: { restartPolicy: 'Always' } },
        updateStrategy: { type: 'OnDelete' },
        revisionHistoryLimit: 10,
      },
      status: {},
    })
  })

  it.each<[string, DaemonSet]>([
    ['nothing', {}],
    ['null', { metadata: null, spec: null, status: null }],
    ['nulls', { metadata: { name: null, namespace: null, annotations: null } }],
  ])('puts %s into the default namespace', (_what, manifest) => {
    expect(asCreated(manifest)).toMatchObject({
      metadata: { namespace: 'default', uid: 'new:default/', annotations: { [GENERATION]: '1' } },
      status: {},
    })
  })

  it.each([
    ['5', '5'],
    ['0', '1'],
    ['-3', '1'],
    ['x', '1'],
  ])('makes a first generation of the template from %j', (given, expected) => {
    const manifest: DaemonSet = { metadata: { annotations: { [GENERATION]: given } } }
    expect(asCreated(manifest).metadata?.annotations).toEqual({ [GENERATION]: expected })
  })

  it('takes no namespace for the default one, however it is said', () => {
    expect(asCreated({ metadata: { namespace: '' } }).metadata.namespace).toBe('default')
  })

  it('forgets what another server said', () => {
    const metadata = { name: 'agent', uid: '5f1e', generation: 7n }
    const exported = { metadata, status: { observedGeneration: 7n, numberReady: 3 } }
    expect(asCreated(exported)).toMatchObject({
      metadata: { uid: 'new:default/agent', generation: 1 },
      status: {},
    })
    expect(asCreated(exported).status).toEqual({})
  })

  it('is created as its defaults are, and looks as if it came from a server', () => {
    fc.assert(
      fc.property(frozenly(anyScene.map(({ daemonSet }) => daemonSet)), (daemonSet) => {
        const created = asCreated(daemonSet)
        expect(isFromServer(created)).toBe(true)
        expect(created.spec).toEqual(defaultDaemonSet(daemonSet).spec)
        expect(asCreated(created)).toEqual(created)
      }),
    )
  })
})
