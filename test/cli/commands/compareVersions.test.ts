import { describe, expect, it } from 'vitest'
import { NEWEST_RELEASE } from '../../../src/kube/release.js'
import { aDaemonSet, aNode, aPodOf, type DaemonSetParts } from '../../../src/testing/builders.js'
import { podfit, type Ran } from '../../support/world.js'

const CREATED = '2026-01-01T12:00:00Z'
const agent = (parts: DaemonSetParts = {}) =>
  aDaemonSet({ ...parts, metadata: { creationTimestamp: CREATED, ...parts.metadata } })

const done = agent({ name: 'done' })
const calm = agent({ name: 'calm' })
const OBJECTS = [
  done,
  calm,
  aNode('n1'),
  aPodOf(done, { node: 'n1', name: 'done-1', phase: 'Succeeded' }),
  aPodOf(calm, { node: 'n1', name: 'calm-1' }),
  { kind: 'ControllerRevisionList', items: [] },
]

const compared = async (
  args: readonly string[],
  objects: readonly unknown[] = OBJECTS,
): Promise<Ran> => await podfit(['plan', '-f', '-', ...args], { stdin: JSON.stringify(objects) })

describe('podfit plan --against', () => {
  it('says what an upgrade changes for which DaemonSets, because of what, and what else differs', async () => {
    const { code, stdout, stderr } = await compared([
      '--kubernetes',
      '1.26.4',
      '--against',
      '1.27.6',
    ])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout)
      .toBe(`Kubernetes 1.26.4 → 1.27.6, at 2026-01-02T12:00:00Z: changes 1 of 2 DaemonSets

default/done
  ~ pod done-1 (n1): is deleted (outdated and unavailable: replaced regardless of maxUnavailable) → is deleted (it has succeeded)
  ~ rolling update: maxUnavailable 1, maxSurge 0, 0 in use → waits for the next pass
  ~ event: Normal SucceededDaemonPod Found succeeded daemon pod default/done-1 on node n1, will try to delete it
  because of succeededDeleted

No change for default/calm.

4 rules differ
  succeededDeleted         a pod that succeeded is deleted and recreated
  endedTerminatingIgnored  a pod that has ended and is being deleted does not hold its node
  gracePeriodWarned        negative grace periods are warned of; warnings of seccomp annotations and old volumes say when they stopped working
  requestsRoundedOnce      requests of containers are added up as they are written, and rounded up once
`)
  })

  it('says so where no rule differs', async () => {
    const { stdout } = await compared(['--kubernetes', '1.29.0', '--against', '1.29.1'])
    expect(stdout).toContain(
      'changes 0 of 2 DaemonSets\n\nNo change for default/calm, default/done.',
    )
    expect(stdout).toContain('\nNo rule differs.\n')
  })

  it.each([
    ['1.36', '1.37', ['certificatesProjected', 'statusRequestsSummed']],
    ['1.37', '1.36', ['certificatesProjected', 'statusRequestsSummed']],
    ['1.36', '1.38', ['certificatesProjected', 'statusRequestsSummed', 'fractionsExact']],
  ])('moves no pod from %s to %s: only warnings differ, and what fits', async (from, to, rules) => {
    const { code, stdout } = await compared(['--kubernetes', from, '--against', to])
    expect(code).toBe(0)
    expect(stdout).toContain('changes 0 of 2 DaemonSets\n')
    const [, differing = ''] = stdout.split(/\d rules? differs?\n/)
    expect([...differing.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name)).toEqual(rules)
  })

  it('marks a preview on either side', async () => {
    const { stdout } = await compared(['--against', '1.38'])
    expect(stdout).toContain(` → 1.38.0-beta.0 (preview), at `)
    expect(stdout).toContain('\nKubernetes 1.38.0-beta.0 is a preview: ')
    const json = await compared(['--kubernetes', '1.38', '--against', '1.36', '-o', 'json'])
    expect(JSON.parse(json.stdout)).toMatchObject({ preview: true, against: '1.36.5' })
    const up = await compared(['--against', '1.38', '-o', 'json'])
    expect(JSON.parse(up.stdout)).toMatchObject({ againstPreview: true })
  })

  it('words a single rule, and a downgrade by what was before', async () => {
    const { stdout } = await compared(['--kubernetes', '1.30.6', '--against', '1.30.5'])
    expect(stdout).toContain(`
1 rule differs
  outdatedUnavailableCounts  old pods that are unavailable are replaced on top of maxUnavailable
`)
  })

  it('starts from the newest verified release, and ends with 2 for changes if asked', async () => {
    const { code, stdout } = await compared(['--against', '1.26.4', '--detailed-exitcode'])
    expect(stdout.startsWith(`Kubernetes ${NEWEST_RELEASE} → 1.26.4, `)).toBe(true)
    expect(code).toBe(2)
    const same = await compared(['--against', '1.36', '--detailed-exitcode'])
    expect(same.code).toBe(0)
  })

  it('looks at the DaemonSets and the instant that are asked for', async () => {
    const args = ['-n', 'other', '--now', '2027-01-01T00:00:00Z', '--against', '1.26.4']
    const { stdout } = await compared(args)
    expect(stdout).toContain('at 2027-01-01T00:00:00Z: changes 0 of 0 DaemonSets')
  })

  it('changes nothing where there are no DaemonSets', async () => {
    const { code, stdout } = await compared(['--against', '1.26.4'], [aNode('n1')])
    expect(code).toBe(4)
    expect(stdout).toContain('Not checked: no DaemonSets in the input.')
  })

  it('writes JSON, with the version of its format', async () => {
    const args = ['--kubernetes', '1.26.4', '--against', '1.26.5', '-o', 'json']
    const { code, stdout } = await compared(args)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      formatVersion: 1,
      kubernetes: '1.26.4',
      against: '1.26.5',
      incomplete: false,
      problems: [],
      switches: ['succeededDeleted'],
      changes: [
        { daemonSet: 'default/calm', differences: [], because: [] },
        {
          daemonSet: 'default/done',
          differences: [
            { code: 'Pod', name: 'done-1' },
            { code: 'RollingUpdate' },
            { code: 'Event' },
          ],
          because: ['succeededDeleted'],
        },
      ],
      refused: [],
      notes: [],
      unchecked: [],
      notValidated: [],
    })
  })

  it('compares a manifest as if it were created, unless the API server refuses it', async () => {
    const manifest = (name: string, matchLabels: object) => ({
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name },
      spec: {
        selector: { matchLabels },
        template: {
          metadata: { labels: { app: name } },
          spec: { containers: [{ name: 'c', image: 'i' }] },
        },
      },
    })
    const objects = [manifest('new', { app: 'new' }), manifest('bad', { app: 'x' }), aNode('n1')]
    const { code, stdout } = await compared(['--against', '1.26.4', '--no-pods'], objects)
    expect(code).toBe(1)
    expect(stdout).toContain('\nNo change for default/new.\n')
    expect(stdout).toContain(
      '! DaemonSet default/bad: the API server refuses it: spec.template.metadata.labels: Invalid value',
    )
    const json = await compared(['--against', '1.26.4', '-o', 'json'], objects)
    expect(JSON.parse(json.stdout)).toMatchObject({ refused: [{ daemonSet: 'default/bad' }] })
  })

  describe('of a manifest that only one of the API servers takes', () => {
    const manifest = {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'ovs-ovn' },
      spec: {
        selector: { matchLabels: { app: 'ovs-ovn' } },
        updateStrategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
        },
        template: {
          metadata: { labels: { app: 'ovs-ovn' } },
          spec: { containers: [{ name: 'c', image: 'x:1' }] },
        },
      },
    }
    const objects = [manifest, aNode('w1'), { apiVersion: 'v1', kind: 'PodList', items: [] }]
    const refused =
      'refuses it: spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: 0: cannot be 0'

    it('says what the old one refuses, and because of what', async () => {
      const args = ['--kubernetes', '1.21.5', '--against', NEWEST_RELEASE, '--detailed-exitcode']
      const { code, stdout } = await compared(args, objects)
      expect(code).toBe(1)
      expect(stdout).toContain('changes 1 of 1 DaemonSet\n')
      expect(stdout).toContain(`
default/ovs-ovn
  ~ the API server ${refused} → takes it
  because of surge
`)
      expect(stdout).not.toContain('No change')
    })

    it('says what the new one refuses, in JSON too', async () => {
      const args = ['--against', '1.21.5']
      const { code, stdout } = await compared(args, objects)
      expect(code).toBe(1)
      expect(stdout).toContain(`  ~ the API server takes it → ${refused}\n`)
      const json = await compared([...args, '-o', 'json'], objects)
      expect(JSON.parse(json.stdout)).toMatchObject({
        changes: [
          {
            daemonSet: 'default/ovs-ovn',
            differences: [{ code: 'Refusal', before: [] }],
            because: ['surge'],
          },
        ],
        refused: [],
      })
    })
  })

  it('marks what could not be read, and ends with 4', async () => {
    const objects = [
      ...OBJECTS,
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, status: 5 },
    ]
    const { code, stdout, stderr } = await compared(['--against', '1.36'], objects)
    expect(code).toBe(4)
    expect(stdout).toContain('Incomplete: 1 problem in the input.')
    expect(stderr).toContain('expected object, found the number 5')
  })

  it.each<[readonly string[], string]>([
    [['--against', '1.20'], 'Kubernetes 1.20 is older than 1.21.0'],
    [['--against', 'x'], '"x" is not a version of Kubernetes'],
    [
      ['--kubernetes', '1.28', '--against', '1.30', '--feature-gates', 'A=true'],
      'Kubernetes 1.30.14 has no feature gate A',
    ],
  ])('%j is wrong usage: %s', async (args, message) => {
    const { code, stderr } = await compared(args)
    expect(code).toBe(3)
    expect(stderr).toContain(message)
  })
})
