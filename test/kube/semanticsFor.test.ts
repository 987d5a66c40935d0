import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  KNOWN_RELEASES,
  NEWEST_RELEASE,
  releaseText,
  VERIFIED_RELEASES,
} from '../../src/kube/release.js'
import { newestSemantics, type Semantics } from '../../src/kube/semantics.js'
import {
  semanticsFor,
  type KubernetesSemantics,
  type KubernetesVersion,
} from '../../src/kube/semanticsFor.js'
import { SWITCHES } from '../../src/kube/switches.js'
import { NEWEST_KNOWN } from '../support/releases.js'
import { frozen } from '../support/frozen.js'

const resolved = (version: KubernetesVersion): KubernetesSemantics => {
  const result = semanticsFor(frozen(version))
  if (result._tag === 'Left') throw new Error(result.left[0].code)
  return result.right
}
const offIn = (kubernetes: string, gates: KubernetesVersion['gates'] = null): readonly string[] => {
  const { semantics } = resolved({ kubernetes, gates })
  return SWITCHES.filter(({ name }) => !semantics[name]).map(({ name }) => name)
}
/** What changes nothing but the warnings of the API server, or what fits a node. */
const ASIDE = new Set<string>(
  SWITCHES.filter(({ changes }) =>
    changes.every((reach) => reach === 'warnings' || reach === 'capacity'),
  ).map(({ name }) => name),
)
const SURGE = 'DaemonSetUpdateSurge'
const IMAGES = 'ImageVolume'
const COMPARISON = 'TaintTolerationComparisonOperators'
const RESIZE = 'InPlacePodVerticalScaling'
const WHOLE = 'PodLevelResources'
const RESIZE_WHOLE = 'InPlacePodLevelResourcesVerticalScaling'

describe('semanticsFor', () => {
  it.each<[string, string]>([
    ['1.28', '1.28.15'],
    ['v1.28', '1.28.15'],
    ['1.28.3', '1.28.3'],
    ['v1.28.15-gke.100', '1.28.15'],
    ['1.21', '1.21.14'],
    ['1.36', '1.36.5'],
    ['1.37', '1.37.2'],
    ['1.37.0-rc.1', '1.37.0'],
  ])('takes %s for %s', (kubernetes, expected) => {
    const result = resolved({ kubernetes })
    expect(result.kubernetes).toBe(expected)
    expect(result).not.toHaveProperty('standsInFor')
  })

  it.each([{}, { kubernetes: null, gates: null }])(
    'takes no version for the newest that is verified',
    (version) => {
      expect(resolved(version)).toMatchObject({
        kubernetes: NEWEST_RELEASE,
        verified: true,
        preview: false,
      })
    },
  )

  it.each<[string, string]>([
    ['1.39', NEWEST_KNOWN],
    ['v1.40.2', NEWEST_KNOWN],
    ['2.0.0', NEWEST_KNOWN],
    ['1.38.0', '1.38.0-beta.0'],
    ['1.38.0-beta.1', '1.38.0-beta.0'],
    ['1.38.0-rc.0', '1.38.0-beta.0'],
    ['v1.38.1-gke.100', '1.38.0-beta.0'],
    ['1.36.6', '1.36.5'],
    ['1.28.16', '1.28.15'],
  ])('lets the newest it knows stand in for %s and says so', (kubernetes, expected) => {
    expect(resolved({ kubernetes })).toMatchObject({
      kubernetes: expected,
      standsInFor: kubernetes,
      verified: expected !== '1.36.5',
    })
  })

  it.each(['1.38', 'v1.38.0-beta.0', '1.38.0-alpha.3', '1.38+'])(
    'takes %s for the preview, and says that it is one',
    (kubernetes) => {
      const result = resolved({ kubernetes })
      expect(result).toMatchObject({ kubernetes: '1.38.0-beta.0', preview: true, verified: true })
      expect(result).not.toHaveProperty('standsInFor')
    },
  )

  it('has one constant for the newest verified release: its rules are the newest semantics', () => {
    expect(resolved({ kubernetes: NEWEST_RELEASE }).semantics).toEqual(newestSemantics)
    const newest = VERIFIED_RELEASES.findLast(({ preview }) => !preview)
    expect(newest?.kubernetes).toBe(NEWEST_RELEASE)
  })

  it.each(['1.20', 'v1.20.15', '1.9', '0.36'])('refuses %s as too old', (kubernetes) => {
    const left = [{ code: 'VersionTooOld', kubernetes, oldest: '1.21.0' }]
    expect(semanticsFor({ kubernetes })).toEqual({ _tag: 'Left', left })
  })

  it.each(['', 'latest', '1', '1.28.x'])('refuses %j as no version', (kubernetes) => {
    const left = [{ code: 'UnreadableVersion', kubernetes }]
    expect(semanticsFor({ kubernetes })).toEqual({ _tag: 'Left', left })
  })

  it.each<[string, readonly (keyof Semantics)[]]>([
    ['1.38', []],
    ['1.37', []],
    ['1.36', []],
    ['1.35', []],
    ['1.34.2', []],
    ['1.34.1', ['controllerNamed']],
    ['1.34.0', ['misscheduledQueues', 'controllerNamed']],
    ['1.33.13', ['availableAtBoundary', 'creationTimestampOmitted']],
    [
      '1.33.5',
      ['misscheduledQueues', 'controllerNamed', 'availableAtBoundary', 'creationTimestampOmitted'],
    ],
    [
      '1.32',
      [
        'nodeChangeQueuesByNeed',
        'ownedPodsFirst',
        'nodeAffinityValuesChecked',
        'misscheduledQueues',
        'controllerNamed',
        'availableAtBoundary',
        'creationTimestampOmitted',
      ],
    ],
  ])('has off in %s, besides comparing tolerations: %j', (kubernetes, expected) => {
    const minor = Number(kubernetes.split('.')[1])
    const stays = minor < 35 ? ['imageVolumesDefaulted', 'comparingTolerationsStay'] : []
    const read = minor < 36 ? ['deviceTaintsRead', 'declaredFeaturesRead'] : []
    const off = offIn(kubernetes).filter((name) => !ASIDE.has(name))
    expect(off).toEqual([...expected, ...stays, 'tolerationComparison', ...read])
  })

  it.each<[keyof Semantics, string, string]>([
    ['surge', '1.21.14', '1.22.0'],
    ['absentSurgeIsNone', '1.21.14', '1.22.0'],
    ['revisionsOfNamespace', '1.22.17', '1.23.0'],
    ['generationCounts', '1.23.17', '1.24.0'],
    ['statusAfterFailure', '1.25.5', '1.25.6'],
    ['statusAfterFailure', '1.26.0', '1.26.1'],
    ['surgeChecksNodes', '1.25.14', '1.25.15'],
    ['surgeChecksNodes', '1.26.9', '1.26.10'],
    ['surgeChecksNodes', '1.27.6', '1.27.7'],
    ['surgeChecksNodes', '1.28.2', '1.28.3'],
    ['selectorValuesChecked', '1.25.16', '1.26.0'],
    ['nodeAffinityValuesChecked', '1.32.13', '1.33.0'],
    ['succeededDeleted', '1.26.4', '1.26.5'],
    ['succeededDeleted', '1.25.16', '1.27.0'],
    ['endedTerminatingIgnored', '1.26.6', '1.26.7'],
    ['endedTerminatingIgnored', '1.27.3', '1.27.4'],
    ['outdatedUnavailableCounts', '1.28.14', '1.28.15'],
    ['outdatedUnavailableCounts', '1.29.9', '1.29.10'],
    ['outdatedUnavailableCounts', '1.30.5', '1.30.6'],
    ['otherNodeChangesIgnored', '1.29.15', '1.30.0'],
    ['nodeChangeQueuesByNeed', '1.32.13', '1.33.0'],
    ['ownedPodsFirst', '1.32.13', '1.33.0'],
    ['misscheduledQueues', '1.33.5', '1.33.6'],
    ['misscheduledQueues', '1.34.0', '1.34.1'],
    ['controllerNamed', '1.34.1', '1.34.2'],
    ['availableAtBoundary', '1.33.13', '1.34.0'],
    ['creationTimestampOmitted', '1.33.13', '1.34.0'],
    ['serverWarns', '1.21.14', '1.22.0'],
    ['seccompEndWarned', '1.22.17', '1.23.0'],
    ['glusterfsWarned', '1.24.17', '1.25.0'],
    ['claimBytesWarned', '1.25.16', '1.26.0'],
    ['gracePeriodWarned', '1.26.15', '1.27.0'],
    ['portsWarned', '1.27.16', '1.28.0'],
    ['appArmorWarned', '1.29.15', '1.30.0'],
    ['nodeLabelsWarned', '1.30.14', '1.31.0'],
    ['pathsWarned', '1.31.14', '1.32.0'],
    ['addressesWarned', '1.32.13', '1.33.0'],
    ['appArmorCompared', '1.33.13', '1.34.0'],
    ['addressesRefused', '1.35.6', '1.36.0'],
    ['certificatesProjected', '1.36.3', '1.37.0'],
    ['fractionsExact', '1.37.2', '1.38.0'],
    ['templateHostPortsKept', '1.27.16', '1.28.0'],
    ['hostAliasAddressWritten', '1.29.15', '1.30.0'],
    ['imageVolumesDefaulted', '1.34.3', '1.35.0'],
    ['deviceTaintsRead', '1.35.4', '1.36.0'],
    ['declaredFeaturesRead', '1.35.4', '1.36.0'],
    ['requestsRoundedOnce', '1.26.15', '1.27.0'],
    ['zeroRequestsPass', '1.27.16', '1.28.0'],
    ['sidecarsRequest', '1.27.16', '1.28.0'],
    ['statusRequestsCount', '1.32.13', '1.33.0'],
    ['sidecarPortsHeld', '1.33.5', '1.33.6'],
    ['podRequestsCount', '1.33.13', '1.34.0'],
    ['podStatusRequestsCount', '1.35.4', '1.36.0'],
    ['statusRequestsSummed', '1.36.3', '1.37.0'],
  ])('turns %s on between %s and %s', (name, before, since) => {
    expect(resolved({ kubernetes: before }).semantics[name]).toBe(false)
    expect(resolved({ kubernetes: since }).semantics[name]).toBe(true)
  })

  it('turns nothing off again within a minor release, nor from one newest patch to the next', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KNOWN_RELEASES), fc.nat(), ({ minor, patch }, some) => {
        const before = offIn(releaseText({ minor, patch: some % (patch + 1) }))
        const newest = offIn(`1.${minor}`)
        const next = offIn(`1.${minor + 1}`)
        expect(before).toEqual(expect.arrayContaining([...newest]))
        expect(newest).toEqual(expect.arrayContaining([...next]))
      }),
    )
  })
})

describe('semanticsFor, feature gates', () => {
  it.each<[string, Readonly<Record<string, boolean>>]>([
    ['1.21', { [SURGE]: false }],
    ['1.24', { [SURGE]: true }],
    ['1.26', { [SURGE]: true }],
    ['1.27', { [RESIZE]: false }],
    ['1.31', { [IMAGES]: false, [RESIZE]: false }],
    ['1.32', { [IMAGES]: false, [RESIZE]: false, [WHOLE]: false }],
    ['1.33', { [IMAGES]: false, [RESIZE]: true, [WHOLE]: false }],
    ['1.34', { [IMAGES]: false, [RESIZE]: true, [WHOLE]: true }],
    [
      '1.35',
      { [RESIZE]: true, [IMAGES]: true, [COMPARISON]: false, [WHOLE]: true, [RESIZE_WHOLE]: false },
    ],
    [
      '1.36',
      { [RESIZE]: true, [IMAGES]: true, [COMPARISON]: false, [WHOLE]: true, [RESIZE_WHOLE]: true },
    ],
    [
      '1.37',
      { [RESIZE]: true, [IMAGES]: true, [COMPARISON]: false, [WHOLE]: true, [RESIZE_WHOLE]: true },
    ],
    [
      '1.38',
      { [RESIZE]: true, [IMAGES]: true, [COMPARISON]: false, [WHOLE]: true, [RESIZE_WHOLE]: true },
    ],
  ])('%s has %j unless they are set', (kubernetes, gates) => {
    expect(resolved({ kubernetes }).gates).toEqual(gates)
  })

  it.each<[string, string, keyof Semantics, boolean]>([
    ['1.21', SURGE, 'surge', true],
    ['1.24', SURGE, 'surge', false],
    ['1.26', SURGE, 'surge', true],
    ['1.34', IMAGES, 'imageVolumesDefaulted', true],
    ['1.35', IMAGES, 'imageVolumesDefaulted', false],
    ['1.35', COMPARISON, 'tolerationComparison', true],
    ['1.36', COMPARISON, 'tolerationComparison', false],
    ['1.33', WHOLE, 'podRequestsCount', true],
    ['1.36', RESIZE_WHOLE, 'podStatusRequestsCount', false],
  ])('in %s lets %s decide %s: %s', (kubernetes, gate, name, on) => {
    const result = resolved({ kubernetes, gates: { [gate]: on } })
    expect(result.semantics[name]).toBe(on)
    expect(result.gates).toEqual({ ...resolved({ kubernetes }).gates, [gate]: on })
  })

  it('keeps surge on where the gate is gone', () => {
    expect(resolved({ kubernetes: '1.27' }).semantics.surge).toBe(true)
  })

  it.each<[string, string, readonly string[]]>([
    ['1.34', COMPARISON, [RESIZE, WHOLE, IMAGES]],
    ['1.27', SURGE, [RESIZE]],
    ['1.36', 'Foo', [RESIZE, WHOLE, IMAGES, COMPARISON, RESIZE_WHOLE]],
    ['1.36', '__proto__', [RESIZE, WHOLE, IMAGES, COMPARISON, RESIZE_WHOLE]],
    ['1.22', COMPARISON, [SURGE]],
  ])('in %s refuses %s and names those it knows: %j', (kubernetes, gate, known) => {
    const gates = Object.fromEntries([[gate, true]])
    const release = resolved({ kubernetes }).kubernetes
    expect(semanticsFor({ kubernetes, gates })).toEqual({
      _tag: 'Left',
      left: [{ code: 'UnknownGate', gate, kubernetes: release, known }],
    })
  })

  it('takes gates of mere fields while they are off by default', () => {
    const gates = { UserNamespacesSupport: true, ProcMountType: false }
    expect(resolved({ kubernetes: '1.30', gates }).gates).toEqual({ ...gates, [RESIZE]: false })
    expect(resolved({ kubernetes: '1.30' }).gates).toEqual({ [RESIZE]: false })
    for (const kubernetes of ['1.27', '1.33']) {
      expect(semanticsFor({ kubernetes, gates })).toMatchObject({
        left: expect.arrayContaining([
          expect.objectContaining({ code: 'UnknownGate', gate: 'UserNamespacesSupport' }),
        ]) as unknown,
      })
    }
  })

  it('refuses to turn off what is locked', () => {
    expect(semanticsFor({ kubernetes: '1.36.3', gates: { [IMAGES]: false } })).toEqual({
      _tag: 'Left',
      left: [{ code: 'LockedGate', gate: IMAGES, kubernetes: '1.36.3' }],
    })
    expect(semanticsFor({ kubernetes: '1.25', gates: { [SURGE]: false } })).toEqual({
      _tag: 'Left',
      left: [{ code: 'LockedGate', gate: SURGE, kubernetes: '1.25.16' }],
    })
  })

  it('names every gate that it refuses', () => {
    const gates = { [SURGE]: false, Foo: true, Bar: false }
    expect(semanticsFor({ kubernetes: '1.25', gates })).toMatchObject({
      left: [
        { code: 'LockedGate', gate: SURGE },
        { code: 'UnknownGate', gate: 'Foo' },
        { code: 'UnknownGate', gate: 'Bar' },
      ],
    })
  })
})
