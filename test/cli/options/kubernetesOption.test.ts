import { describe, expect, it } from 'vitest'
import { NEWEST_RELEASE } from '../../../src/kube/release.js'
import { UsageError } from '../../../src/cli/exitCode.js'
import {
  bothKubernetes,
  kubernetesOption,
  parseGates,
  standInText,
  versionLabel,
} from '../../../src/cli/options/kubernetesOption.js'
import { NEWEST_KNOWN } from '../../support/releases.js'

const SURGE = 'DaemonSetUpdateSurge'
const COMPARISON = 'TaintTolerationComparisonOperators'

const messageOf = (ask: () => unknown): string => {
  try {
    ask()
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
  return ''
}

describe('parseGates', () => {
  it.each<[readonly string[], object]>([
    [[], {}],
    [[''], {}],
    [['A=true'], { A: true }],
    [['A=true,B=false'], { A: true, B: false }],
    [['A=true', 'B=f,'], { A: true, B: false }],
    [[' A = T , A=0'], { A: false }],
    [['A=1,B=TRUE,C=t'], { A: true, B: true, C: true }],
  ])('reads %j', (texts, gates) => {
    expect(parseGates(texts)).toEqual(gates)
  })

  it.each(['A', 'A=', '=true', 'A=yes', 'A=true=false', 'A:true'])('refuses %s', (text) => {
    expect(messageOf(() => parseGates([text]))).toBe(
      `--feature-gates ${text}: expected Name=true or Name=false`,
    )
  })
})

describe('kubernetesOption', () => {
  it('is the newest verified release unless one is named', () => {
    expect(kubernetesOption(undefined, {}).kubernetes).toBe(NEWEST_RELEASE)
    expect(kubernetesOption('1.28', {}).kubernetes).toBe('1.28.15')
  })

  it.each<[string, Record<string, boolean>, string]>([
    ['1.20', {}, 'Kubernetes 1.20 is older than 1.21.0'],
    ['new', {}, '"new" is not a version of Kubernetes'],
    ['1.34', { [COMPARISON]: true }, `has no feature gate ${COMPARISON}`],
    ['1.26', { [SURGE]: false }, `${SURGE} is locked to true in Kubernetes 1.26.15`],
  ])('%s %j: %s', (kubernetes, gates, message) => {
    expect(messageOf(() => kubernetesOption(kubernetes, gates))).toContain(message)
  })
})

describe('bothKubernetes', () => {
  it('sets a gate where it is known', () => {
    const gates = { [SURGE]: false, [COMPARISON]: true }
    const [from, to] = bothKubernetes('1.24', '1.37', gates)
    expect(from.gates).toEqual({ [SURGE]: false })
    expect(to.gates).toMatchObject({ ImageVolume: true, [COMPARISON]: true })
  })

  it('refuses one that neither knows', () => {
    expect(messageOf(() => bothKubernetes('1.28', '1.30', { [SURGE]: true }))).toBe(
      `Kubernetes 1.30.14 has no feature gate ${SURGE} that changes an answer; it has InPlacePodVerticalScaling`,
    )
  })

  it('refuses what is no version on either side', () => {
    expect(messageOf(() => bothKubernetes('x', '1.30', {}))).toContain('"x" is not a version')
    expect(messageOf(() => bothKubernetes('1.30', 'x', {}))).toContain('"x" is not a version')
  })
})

describe('standInText', () => {
  it('says what stands in for what is not known yet', () => {
    expect(standInText(kubernetesOption('1.40', {}))).toBe(
      `Kubernetes 1.40 is newer than any that is known; the rules of ${NEWEST_KNOWN} stand in for it`,
    )
    expect(standInText(kubernetesOption('1.38', {}))).toBeUndefined()
  })
})

describe('versionLabel', () => {
  it.each<[string | undefined, Record<string, boolean>, string]>([
    [undefined, {}, ''],
    [NEWEST_RELEASE, {}, ''],
    [NEWEST_RELEASE, { [COMPARISON]: false }, ''],
    ['1.38', {}, ', Kubernetes 1.38.0-beta.0 (preview)'],
    ['1.24', {}, ', Kubernetes 1.24.17'],
    ['1.24', { [SURGE]: false }, `, Kubernetes 1.24.17, ${SURGE}=false`],
    ['1.36', { [COMPARISON]: true }, `, Kubernetes 1.36.5, ${COMPARISON}=true`],
  ])('%s %j: %j', (kubernetes, gates, label) => {
    expect(versionLabel(kubernetesOption(kubernetes, gates))).toBe(label)
  })
})
