import { existsSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import type { InstantText } from '../../src/data/instant.js'
import { decodeObjects } from '../../src/decode/decodeObjects.js'
import { audit, type AuditOptions } from '../../src/audit/audit.js'
import { auditRules } from '../../src/audit/auditRules.js'
import { aDaemonSet, aNode, aTaint } from '../../src/testing/builders.js'
import { LINT_EXAMPLES } from '../docs/lintExamples.js'
import { audited } from '../support/audited.js'
import { frozenly } from '../support/frozen.js'

const summary = (objects: Parameters<typeof audit>[0], options?: AuditOptions) =>
  audit(objects, options).findings.map(
    ({ severity, code, subject }) => `${severity} ${code} ${subject.name}`,
  )

const nodes = [aNode('n1', { taints: ['gpu:NoSchedule'] }), aNode('n2')]

describe('audit', () => {
  it('lists the worst first, then by code and object', () => {
    const everything = { tolerations: [{ operator: 'Exists' }] }
    const daemonSets = [
      aDaemonSet({ name: 'b', podSpec: everything }),
      aDaemonSet({ name: 'a', podSpec: everything }),
      aDaemonSet({ name: 'c', podSpec: { nodeName: 'n1' } }),
      aDaemonSet({ name: 'd', podSpec: { nodeSelector: { os: 'beos' } } }),
      aDaemonSet({ name: 'e', podSpec: { tolerations: [{ key: 'old', operator: 'Exists' }] } }),
    ]
    expect(summary({ nodes, daemonSets })).toEqual([
      'error RunsNowhere c',
      'warning RunsNowhere d',
      'warning BlanketToleration a',
      'warning BlanketToleration b',
      'note UnusedToleration e',
    ])
  })

  it('does not list what an annotation says is known', () => {
    const annotations = { 'ignore.podfit/RunsNowhere': 'there will be nodes', constructor: '' }
    const daemonSet = aDaemonSet({
      metadata: { annotations },
      podSpec: { nodeSelector: { os: 'beos' } },
    })
    const twin = aDaemonSet({
      metadata: { namespace: 'other' },
      podSpec: { nodeSelector: { os: 'beos' } },
    })
    expect(audit({ nodes: [aNode('n2')], daemonSets: [daemonSet, twin] }).findings).toMatchObject([
      { code: 'RunsNowhere', subject: { namespace: 'other' } },
    ])
  })

  it('knows the taints of node pools that have no nodes yet, and what new nodes will wait for', () => {
    const daemonSet = aDaemonSet({ podSpec: { tolerations: [{ key: 'new', operator: 'Exists' }] } })
    const templates = [
      { node: aNode('pool', { taints: ['new:NoSchedule'] }) },
      { node: { metadata: { name: 'bare' } } },
      { node: aNode('late'), startupTaints: [aTaint('mine:NoSchedule')] },
    ]
    const taintOwners = [
      { taint: aTaint('mine:NoSchedule'), daemonSets: ['agent'], optional: true },
    ]
    const objects = { nodes: [aNode('n2')], daemonSets: [daemonSet] }
    const { findings } = audit(objects, { templates, taintOwners })
    expect(findings).toMatchObject([{ code: 'BootstrapDeadlock', nodes: ['late'] }])
  })

  it('takes taints that will come, taint owners of one’s own, and an instant for the statuses', () => {
    const daemonSet = aDaemonSet({ podSpec: { tolerations: [{ key: 'new', operator: 'Exists' }] } })
    const objects = { nodes: [aNode('n2')], daemonSets: [daemonSet], pods: [], revisions: [] }
    expect(summary(objects)).toEqual(['note UnusedToleration agent'])
    expect(
      summary(objects, {
        now: '2026-01-01T00:00:00Z',
        expectedTaints: [aTaint('new:NoSchedule')],
        taintOwners: [{ taint: aTaint('mine:NoSchedule'), daemonSets: ['agent'] }],
      }),
    ).toEqual(['error BootstrapDeadlock agent', 'warning StaleStatus agent'])
  })

  it('finds what is wrong in a recorded cluster', () => {
    const text = readFileSync('test/fixtures/eks-karpenter.json', 'utf8')
    const found = summary(decodeObjects(JSON.parse(text)), { now: '2026-10-02T14:05:30Z' })
    expect(found.slice(0, 2)).toEqual([
      'error RunsNowhere dcgm-exporter',
      'error RunsOnVirtualNode spegel',
    ])
    expect(found.filter((line) => line.includes('StaleStatus'))).toEqual([
      'warning StaleStatus falco',
      ...[
        'datadog',
        'aws-node',
        'ebs-csi-node',
        'kube-proxy',
        'fluent-bit',
        'prometheus-node-exporter',
        'vector-agent-large',
        'vector-agent-small',
        'spegel',
      ].map((name) => `note StaleStatus ${name}`),
    ])
  })

  it('knows nothing of nothing', () => {
    expect(audit({}).findings).toEqual([])
    expect(audit({ daemonSets: [{}] }, { now: [''].join('') as InstantText }).findings).toEqual([])
  })

  it('names the rules that lack something, and what that is', () => {
    expect(audit({}).notChecked.map(({ code }) => code)).toEqual(Object.keys(auditRules))
    expect(audit({ nodes: [aNode('n1', { taints: ['a:NoSchedule'] })] }).findings).toEqual([])
    const daemonSets = [aDaemonSet()]
    expect(audit({ daemonSets }, { now: '2026-01-01T00:00:00Z' }).notChecked).toEqual([
      { code: 'RunsNowhere', missing: ['nodes'] },
      { code: 'RunsOnVirtualNode', missing: ['nodes'] },
      { code: 'RunsOnSeveralSystems', missing: ['nodes'] },
      { code: 'UnusedToleration', missing: ['nodes'] },
      { code: 'DeadTaint', missing: ['nodes'] },
      { code: 'HostPortCollision', missing: ['nodes'] },
      { code: 'AddedNodeSelector', missing: [['pods', 'namespaces']] },
      { code: 'BootstrapDeadlock', missing: [['nodes', 'templates']] },
      { code: 'StaleStatus', missing: ['nodes', 'pods', 'revisions'] },
    ])
    const objects = { daemonSets, nodes, pods: [], revisions: [], namespaces: [] }
    expect(audit(objects, { now: '2026-01-01T00:00:00Z' }).notChecked).toEqual([])
    expect(audit({ ...objects, pods: null }).notChecked).toEqual([
      { code: 'StaleStatus', missing: ['pods', 'now'] },
    ])
  })

  it('is a table: each rule under its code, the severities of a rule the worst first', () => {
    expect(Object.values(auditRules).map(({ code }) => code)).toEqual(Object.keys(auditRules))
    const worst = ['error', 'warning', 'note']
    for (const { severities } of Object.values(auditRules)) {
      expect(severities).toEqual(worst.filter((each) => severities.some((one) => one === each)))
    }
  })

  it('finds nothing of another code or severity than the rule says', () => {
    fc.assert(
      fc.property(frozenly(anyScene), ({ daemonSet, ...objects }) => {
        const given = audited(
          { ...objects, daemonSets: [daemonSet] },
          { now: '2026-01-01T00:00:00Z' },
        )
        for (const { code, severities, check } of Object.values(auditRules)) {
          for (const finding of check(given)) {
            expect(finding.code).toBe(code)
            expect(severities).toContain(finding.severity)
          }
        }
      }),
    )
  })
})

describe('the rules', () => {
  it.each(Object.keys(auditRules))('%s has tests of its own', (code) => {
    const file = code.charAt(0).toLowerCase() + code.slice(1)
    const own = existsSync(`test/audit/${file}.test.ts`)
    expect(own || Object.hasOwn(LINT_EXAMPLES, code)).toBe(true)
  })
})
