import { describe, expect, it } from 'vitest'
import { aDaemonSet, aNode } from '../../../src/testing/builders.js'
import { podfit } from '../../support/world.js'

const NODE = aNode('db1.acme.com', {
  labels: { team: 'payments' },
  taints: ['dedicated=db:NoSchedule'],
})

const redactOf = async (objects: readonly unknown[], ...args: readonly string[]) =>
  await podfit(['redact', ...args, '-f', '-'], { stdin: JSON.stringify(objects) })

describe('podfit redact', () => {
  it('prints a list under other names', async () => {
    const { code, stdout, stderr } = await redactOf([NODE])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual({
      apiVersion: 'v1',
      kind: 'List',
      items: [
        {
          apiVersion: 'v1',
          kind: 'Node',
          metadata: { name: 'node-1', labels: { bravo: 'bravo' } },
          spec: { taints: [{ key: 'alfa', value: 'alfa', effect: 'NoSchedule' }] },
        },
      ],
    })
  })

  it('says what the release that is asked for does not know, summed up', async () => {
    const status = { declaredFeatures: ['A'], x: 1 }
    const nodes = [
      { ...aNode('n1'), status },
      { ...aNode('n2'), status },
    ]
    const { code, stderr } = await redactOf(nodes)
    expect(code).toBe(0)
    expect(stderr).toContain(
      'Node: 1 field that Kubernetes 1.37.2 does not know, in 2 of them, n1 the first; passed over',
    )
    const old = await redactOf(nodes, '--kubernetes', '1.30')
    expect(old).toMatchObject({ code: 0 })
    expect(old.stderr).toContain('2 fields that Kubernetes 1.30.14 does not know')
  })

  it.each([[[{ apiVersion: 'v1', kind: 'Secret' }]], [[{ apiVersion: 'v1', kind: 'List' }]]])(
    'does not pass off as a snapshot what has none of its objects: %j',
    async (objects) => {
      const { code, stderr } = await redactOf(objects)
      expect(code).toBe(4)
      expect(stderr).toContain('Not checked: the input has no nodes')
    },
  )

  it('takes a list that is known to be empty for a snapshot', async () => {
    const { code } = await redactOf([{ apiVersion: 'apps/v1', kind: 'DaemonSetList', items: [] }])
    expect(code).toBe(0)
  })

  it('keeps what it is told to keep, and collapses', async () => {
    const twin = { ...NODE, metadata: { ...NODE.metadata, name: 'db2.acme.com' } }
    const { stdout } = await redactOf(
      [NODE, twin],
      '--keep',
      'dedicated',
      '--keep',
      'db',
      '--collapse',
    )
    const { items } = JSON.parse(stdout) as { items: readonly (typeof NODE)[] }
    expect(items).toHaveLength(1)
    expect(items[0]?.metadata?.annotations).toEqual({ 'podfit/nodes': '2' })
    expect(items[0]?.spec?.taints).toEqual(NODE.spec?.taints)
  })

  it('prints the names on request', async () => {
    const { stdout } = await redactOf([NODE], '--names')
    expect(JSON.parse(stdout)).toMatchObject({
      formatVersion: 1,
      names: { node: { 'db1.acme.com': 'node-1' }, value: { db: 'alfa', payments: 'bravo' } },
    })
  })

  it('says of a kind that there is none, so that the plan of the redaction is the plan', async () => {
    const objects = [
      aDaemonSet(),
      NODE,
      { kind: 'PodList', items: [] },
      { kind: 'ControllerRevisionList', items: [] },
    ]
    const { stdout } = await redactOf(objects)
    const { items } = JSON.parse(stdout) as { items: readonly { kind: string }[] }
    expect(items.map(({ kind }) => kind)).toEqual([
      'Node',
      'DaemonSet',
      'ControllerRevisionList',
      'PodList',
    ])
    const plan = await podfit(['plan', '-f', '-', '-o', 'json'], { stdin: stdout })
    expect(JSON.parse(plan.stdout)).toMatchObject({ plans: [{ unknown: [] }] })
  })

  it('is the same as YAML', async () => {
    const pods = { apiVersion: 'v1', kind: 'PodList', items: [] }
    const text = JSON.stringify([aDaemonSet(), NODE, pods]).replace(
      /"generation":\d+/,
      '"generation":9007199254740993',
    )
    const json = await podfit(['redact', '-f', '-'], { stdin: text })
    const yaml = await podfit(['redact', '-f', '-', '-o', 'yaml'], { stdin: text })
    expect(yaml).toMatchObject({ code: 0, stderr: '' })
    expect(yaml.stdout).toMatch(/^apiVersion: v1\nkind: List\nitems:\n- /)
    const plans = await Promise.all(
      [json.stdout, yaml.stdout].map(
        async (stdin) => (await podfit(['plan', '-f', '-'], { stdin })).stdout,
      ),
    )
    expect(plans[1]).toBe(plans[0])
    expect(yaml.stdout).toContain('generation: 9007199254740993\n')
    const names = await podfit(['redact', '-f', '-', '-o', 'yaml', '--names'], { stdin: text })
    expect(names.stdout).toMatch(/^formatVersion: 1\nnames:/)
    const none = await podfit(['redact', '-f', '-', '-o', 'yaml'], {
      stdin: '[{"apiVersion":"v1","kind":"Secret"}]',
    })
    expect(none.stdout).toBe('apiVersion: v1\nkind: List\nitems: []\n')
  })

  it('leaves out what it cannot read, says so, and ends with 4', async () => {
    const broken = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n2', labels: { a: 1 } } }
    const { code, stdout, stderr } = await redactOf([NODE, broken])
    expect(code).toBe(4)
    expect(stdout).not.toContain('n2')
    expect(stderr).toContain('Node n2: [1].metadata.labels.a: expected string')
  })
})
