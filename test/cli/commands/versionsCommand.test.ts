import { describe, expect, it } from 'vitest'
import { NEWEST_RELEASE, VERIFIED_RELEASES } from '../../../src/kube/release.js'
import { SWITCHES } from '../../../src/kube/switches.js'
import { NEWEST_KNOWN } from '../../support/releases.js'
import { podfit } from '../../support/world.js'

describe('podfit versions', () => {
  it('lists every switch, and how it stands in a version', async () => {
    const { code, stdout, stderr } = await podfit(['versions', '--kubernetes', '1.28.2'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const { name } of SWITCHES)
      expect(stdout).toMatch(new RegExp(`^${name} +(?:on|off) `, 'm'))
    expect(stdout).toContain(`
statusAfterFailure         on      1.25.6, 1.26.1, 1.27.0
  the status is written although a step failed
surgeChecksNodes           off     1.25.15, 1.26.10, 1.27.7, 1.28.3, 1.29.0
  a surging update puts new pods on nodes that should not run one
`)
    expect(stdout).toContain('1.28.2 was read, not asked. Asked are 1.21.14, ')
  })

  it('says of the newest verified release that it is, and how its gates stand', async () => {
    const { stdout } = await podfit(['versions'])
    expect(stdout).toContain(`
The code of ${NEWEST_RELEASE} itself answers the same.
Feature gate InPlacePodVerticalScaling: true
Feature gate PodLevelResources: true
Feature gate ImageVolume: true
Feature gate TaintTolerationComparisonOperators: false
Feature gate InPlacePodLevelResourcesVerticalScaling: true
`)
  })

  it('writes JSON, with the version of its format', async () => {
    const { stdout } = await podfit(['versions', '--kubernetes', '1.28.2', '-o', 'json'])
    const json = JSON.parse(stdout) as { switches: { readonly name: string }[] }
    expect(json).toMatchObject({
      formatVersion: 1,
      kubernetes: '1.28.2',
      verified: false,
      gates: {},
    })
    expect(json.switches).toHaveLength(SWITCHES.length)
    expect(json.switches.find((each) => each.name === 'surgeChecksNodes')).toMatchObject({
      name: 'surgeChecksNodes',
      on: false,
      since: ['1.25.15', '1.26.10', '1.27.7', '1.28.3', '1.29.0'],
      upstream: { pull: 119317 },
    })
  })

  it.each<[readonly string[], string]>([
    [['--kubernetes', '1.20'], 'Kubernetes 1.20 is older than 1.21.0'],
    [['--kubernetes', 'x'], '"x" is not a version of Kubernetes'],
    [['--feature-gates', 'Foo=true'], 'has no feature gate Foo that changes an answer'],
    [['--against', '1.28'], "unknown option '--against'"],
    [['1.28'], 'versions takes no argument 1.28'],
  ])('%j is wrong usage: %s', async (args, message) => {
    const { code, stderr } = await podfit(['versions', ...args])
    expect(code).toBe(3)
    expect(stderr).toContain(message)
  })

  it('marks a preview, in text and in JSON', async () => {
    const { stdout, stderr } = await podfit(['versions', '--kubernetes', '1.38'])
    expect(stderr).toBe('')
    expect(stdout).toContain('1.38.0-beta.0 (preview)')
    expect(stdout).toContain(`The code of 1.38.0-beta.0 itself answers the same.`)
    expect(stdout).toContain(
      '\nKubernetes 1.38.0-beta.0 is a preview: the release itself may still differ\n',
    )
    const json = await podfit(['versions', '--kubernetes', '1.38', '-o', 'json'])
    expect(JSON.parse(json.stdout)).toMatchObject({
      kubernetes: '1.38.0-beta.0',
      verified: true,
      preview: true,
      verifiedReleases: VERIFIED_RELEASES,
    })
  })

  it('notes that a release newer than any known has a stand-in', async () => {
    const { code, stdout, stderr } = await podfit(['versions', '--kubernetes', '1.44'])
    expect(code).toBe(0)
    expect(stderr).toBe('')
    expect(stdout).toContain(
      `Kubernetes 1.44 is newer than any that is known; the rules of ${NEWEST_KNOWN} stand in for it\n`,
    )
  })
})
