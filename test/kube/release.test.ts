import { describe, expect, it } from 'vitest'
import {
  KNOWN_RELEASES,
  minorText,
  readRelease,
  releaseText,
  VERIFIED_RELEASES,
  type AskedRelease,
} from '../../src/kube/release.js'

const asked = (minor: number, patch?: number): AskedRelease => ({ major: 1, minor, patch })

describe('readRelease', () => {
  it.each<[string, AskedRelease]>([
    ['1.28', asked(28)],
    ['v1.28', asked(28)],
    ['1.28+', asked(28)],
    ['1.28.3', asked(28, 3)],
    ['v1.28.0', asked(28, 0)],
    ['v1.28.15-gke.1005000', asked(28, 15)],
    ['v1.29.4-eks-036c24b', asked(29, 4)],
    ['v1.30.5+k3s1', asked(30, 5)],
    ['v1.38.0-beta.0', { ...asked(38, 0), preview: 'beta.0' }],
    ['1.38.0-rc.1+x', { ...asked(38, 0), preview: 'rc.1' }],
    ['1.38.0-alphabet', asked(38, 0)],
    ['2.0', { major: 2, minor: 0, patch: undefined }],
    ['0.9.1', { major: 0, minor: 9, patch: 1 }],
  ])('reads %s', (text, expected) => {
    expect(readRelease(text)).toEqual(expected)
  })

  it.each([
    '',
    '1',
    'v1',
    '1.',
    '1.x',
    '1.28.',
    '1.28.x',
    '1.28.3.4',
    ' 1.28',
    '1.99999',
    'latest',
  ])('does not read %j', (text) => {
    expect(readRelease(text)).toBeUndefined()
  })
})

describe('minorText', () => {
  it('is what people call a release', () => {
    expect(minorText('1.28.15')).toBe('1.28')
    expect(minorText('1.38.0-beta.0')).toBe('1.38')
  })
})

describe('the known releases', () => {
  it('are one for each minor from 1.21 on', () => {
    expect(KNOWN_RELEASES.map(({ minor }) => minor)).toEqual(
      Array.from({ length: KNOWN_RELEASES.length }, (_, i) => 21 + i),
    )
  })

  it('are previews only where nothing newer is known', () => {
    const previews = KNOWN_RELEASES.map(({ preview }) => preview !== undefined)
    expect(previews.slice(0, -1)).not.toContain(true)
  })

  it('include those that are verified, or a later patch of them', () => {
    for (const { kubernetes, preview } of VERIFIED_RELEASES) {
      const read = readRelease(kubernetes)
      const { minor = 0, patch = 0 } = read ?? {}
      const known = KNOWN_RELEASES.find((release) => release.minor === minor)
      expect(known?.patch).toBeGreaterThanOrEqual(patch)
      expect(known?.preview).toBe(read?.preview)
      expect(read?.preview !== undefined).toBe(preview)
      expect(releaseText({ ...read, minor, patch })).toBe(kubernetes)
    }
  })
})
