import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands/commands.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { CLUSTER, DEPLOYMENT, SUITE, VERBS } from '../support/everyVerb.js'
import { podfit } from '../support/world.js'

const listOf = (...items: readonly object[]): string =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items })

type Fault = (manifest: object) => object

const inSpec =
  (change: object): Fault =>
  (manifest) => ({ ...manifest, spec: { ...(manifest as { spec: object }).spec, ...change } })

const anyFault = fc.oneof(
  fc
    .constantFrom('extensions/v1beta1', 'apps/v1beta2', 'v1', 'batch/v1', undefined)
    .map((apiVersion): Fault => (manifest) => ({ ...manifest, apiVersion })),
  fc
    .constantFrom('Daemonset', 'daemonset', 'DaemonSets', 'DeamonSet', 'Thing')
    .map((kind): Fault => (manifest) => ({ ...manifest, kind })),
  fc
    .constantFrom<object>(
      { minReadySeconds: -1 },
      { selector: {} },
      { selector: { matchLabels: { app: 'nobody' } } },
      {
        template: { metadata: { labels: { app: 'agent', other: 'x' } }, spec: { containers: [] } },
      },
      { revisionHistoryLimit: -2 },
      { updateStrategy: { type: 'Rolling' } },
      { updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } } },
      { replicas: 3 },
      { strategy: { type: 'Recreate' }, progressDeadlineSeconds: 60 },
      { minReadySeconds: '5' },
      { updateStrategy: [], paused: true },
      { selector: { matchLabels: { app: 1 } } },
      { template: { spec: { containers: [{ name: 5 }] } } },
      { template: { metadata: { labels: { app: 'agent' } }, spec: { hostUsers: 'yes' } } },
      { template: 'x' },
    )
    .map(inSpec),
)

/** A manifest of the cluster's DaemonSet or of another one, with what is wrong with it. */
const anyRefused = fc
  .tuple(fc.constantFrom('agent', 'other'), fc.constantFrom('default', undefined), anyFault)
  .map(([name, namespace, fault]) => {
    const { apiVersion, kind, spec } = aDaemonSet({ name })
    return fault({ apiVersion, kind, metadata: { name, ...(namespace && { namespace }) }, spec })
  })

/** The refusals of an output, without where they are printed. */
const refusalsIn = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter((line) => line.includes(' refuses it: '))
    .map((line) => line.replace(/^.*?! /, ''))

describe('what one verb refuses, all refuse', () => {
  it('covers every verb that reads objects', () => {
    const others = ['versions', 'completion', 'snapshot']
    expect([...Object.keys(VERBS), ...others].toSorted()).toEqual(Object.keys(COMMANDS).toSorted())
  })

  it('with the same sentences and the same exit code', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRefused, { minLength: 1, maxLength: 3 }), async (manifests) => {
        const files = {
          'c.json': JSON.stringify(CLUSTER),
          'm.json': JSON.stringify(manifests),
          'd.json': listOf(DEPLOYMENT, ...CLUSTER, ...manifests),
          's.yaml': SUITE,
        }
        const all = Object.entries(VERBS)
        const [first] = all
        let expected: readonly string[] | undefined
        for (const [verb, args] of all) {
          const { code, stdout, stderr } = await podfit([verb, ...args], { files })
          const refusals = refusalsIn(`${stdout}${stderr}`)
          expected ??= refusals
          expect({ verb, code, refusals }).toEqual({ verb, code: 1, refusals: expected })
          expect(expected.length, first?.[0]).toBeGreaterThan(0)
        }
      }),
      { numRuns: 25 },
    )
  }, 120_000)

  it('and of what stands there twice all warn', async () => {
    const { apiVersion, kind, spec } = aDaemonSet({ name: 'other' })
    const manifest = JSON.stringify({ apiVersion, kind, metadata: { name: 'other' }, spec })
    const twice = manifest.replace('"spec":{', '"spec":{"minReadySeconds":1,"minReadySeconds":2,')
    const files = {
      'c.json': JSON.stringify(CLUSTER),
      's.yaml': SUITE,
      'm.json': twice,
      'd.json': listOf(DEPLOYMENT).replace(/]}$/, `,${twice}]}`),
    }
    for (const [verb, args] of Object.entries(VERBS)) {
      const { code, stdout, stderr } = await podfit([verb, ...args], { files })
      const said = `${stdout}${stderr}`.includes(
        'DaemonSet default/other: duplicate field "spec.minReadySeconds": the last one counts',
      )
      expect({ verb, code, said }).toEqual({ verb, code: 0, said: true })
    }
  })

  it('and nothing is refused that no verb refuses', async () => {
    const files = {
      'c.json': JSON.stringify(CLUSTER),
      'm.json': JSON.stringify([aNode('n3')]),
      'd.json': listOf(DEPLOYMENT, ...CLUSTER),
      's.yaml': SUITE,
    }
    for (const [verb, args] of Object.entries(VERBS)) {
      const { code } = await podfit([verb, ...args], { files })
      expect({ verb, code }).toEqual({ verb, code: 0 })
    }
  })
})
