import { describe, expect, it } from 'vitest'
import { newestSemantics } from '../../../src/kube/semantics.js'
import type { VersionFault } from '../../../src/kube/semanticsFor.js'
import type { SemanticsSwitch } from '../../../src/kube/semanticsSwitch.js'
import { SWITCHES } from '../../../src/kube/switches.js'
import { sinceText, SWITCH_TEXT, versionFaultText } from '../../../src/report/text/versionText.js'

const switchOf = (name: string): SemanticsSwitch => {
  const found = SWITCHES.find((item) => item.name === name)
  if (found === undefined) throw new Error(name)
  return found
}

describe('SWITCH_TEXT', () => {
  it('has words for every switch, no two alike', () => {
    expect(Object.keys(SWITCH_TEXT)).toEqual(Object.keys(newestSemantics))
    const texts = Object.values(SWITCH_TEXT).flatMap(({ now, before }) => [now, before])
    expect(new Set(texts).size).toBe(texts.length)
  })
})

describe('sinceText', () => {
  it.each([
    ['statusAfterFailure', '1.25.6, 1.26.1, 1.27.0'],
    ['generationCounts', '1.24.0'],
    ['surge', '1.21 off unless set; 1.22 on unless set; 1.25 always on; 1.27 always on, no gate'],
    ['tolerationComparison', '1.35 off unless set'],
  ])('%s: %s', (name, expected) => {
    expect(sinceText(switchOf(name))).toBe(expected)
  })
})

describe('versionFaultText', () => {
  it.each<[VersionFault, string]>([
    [
      { code: 'UnreadableVersion', kubernetes: 'latest' },
      '"latest" is not a version of Kubernetes: expected 1.28, 1.28.3 or v1.28.3',
    ],
    [
      { code: 'VersionTooOld', kubernetes: '1.20', oldest: '1.21.0' },
      'Kubernetes 1.20 is older than 1.21.0, the oldest whose rules are known',
    ],
    [
      { code: 'UnknownGate', gate: 'Foo', kubernetes: '1.35.9', known: ['Bar', 'Baz'] },
      'Kubernetes 1.35.9 has no feature gate Foo that changes an answer; it has Bar, Baz',
    ],
    [
      { code: 'UnknownGate', gate: 'Foo', kubernetes: '1.30.0', known: [] },
      'Kubernetes 1.30.0 has no feature gate Foo that changes an answer, nor any other',
    ],
    [
      { code: 'LockedGate', gate: 'Foo', kubernetes: '1.25.16' },
      'feature gate Foo is locked to true in Kubernetes 1.25.16',
    ],
  ])('%j', (fault, expected) => {
    expect(versionFaultText(fault)).toBe(expected)
  })
})
