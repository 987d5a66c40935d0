import { describe, expect, it } from 'vitest'
import { assertions } from '../../src/expect/assertions.js'
import { expectationText } from '../../src/report/text/expectationText.js'
import { subjectOf } from '../support/testSubject.js'

const nodeOf = (name: string, cpu: unknown, labels = {}) => ({
  metadata: { name, labels },
  status: { allocatable: { cpu, memory: '4Gi', pods: '10' } },
})

const requesting = (cpu: unknown) => ({ containers: [{ resources: { requests: { cpu } } }] })

const agent = (name: string, cpu: unknown, more = {}) => ({
  metadata: { namespace: 'a', name, uid: name },
  spec: { template: { spec: { ...requesting(cpu), ...more } } },
})

const podOn = (nodeName: string, cpu: string, priority = 0) => ({
  metadata: { namespace: 'a', name: `on-${nodeName}` },
  spec: { nodeName, priority, ...requesting(cpu) },
})

const daemonSets = [agent('logs', '600m'), agent('net', '600m', { nodeSelector: { net: 'yes' } })]
const nodes = [nodeOf('n1', '1', { net: 'yes' }), nodeOf('n2', '2'), nodeOf('n3', '500m')]
const pods = [podOn('n2', '1500m', -1)]
const asked = subjectOf({ nodes, daemonSets, pods })

const wordsOf = (findings: ReturnType<typeof assertions.fits>) =>
  findings.map((each) => [each.code, each.subject.name, expectationText(each).message])

describe('fits', () => {
  it('asks about the next pod of each DaemonSet on the nodes where it should run', () => {
    expect(wordsOf(assertions.fits({ daemonSets: ['*'] }, asked))).toEqual([
      [
        'DoesNotFit',
        'logs',
        'its pod does not fit 1 node: cpu 600m requested, 1500m of 2 taken; pods of lower priority may be evicted for it: a/on-n2',
      ],
      [
        'DoesNotFit',
        'logs',
        'its pod does not fit 1 node: cpu 600m requested, which is more than the 500m of the node',
      ],
    ])
    expect(assertions.fits({ daemonSets: ['net'] }, asked)).toEqual([])
    const preempting = { daemonSets: ['logs'], afterPreemption: true }
    expect(assertions.fits(preempting, asked)).toMatchObject([{ nodes: ['n3'], path: ['here'] }])
  })

  it('takes nodes to be empty but for DaemonSets, as those of templates are', () => {
    const except = { names: ['n3'] }
    const onEmpty = { daemonSets: ['*'], emptyNodes: true, except }
    expect(assertions.fits(onEmpty, asked)).toMatchObject([
      {
        code: 'DoesNotFit',
        subject: { name: 'net' },
        template: false,
        nodes: ['n1'],
        fit: { code: 'full' },
      },
    ])
    const pool = subjectOf({ daemonSets }, [
      { node: nodeOf('big', '4') },
      { node: nodeOf('small', '100m') },
      { node: { metadata: { name: 'silent' } } },
      { node: nodeOf('odd', 'much') },
    ])
    expect(assertions.fits({ daemonSets: ['logs'] }, pool)).toMatchObject([
      { code: 'DoesNotFit', template: true, nodes: ['small'] },
      { code: 'FitNotKnown', nodes: ['silent'], needs: ['allocatable'] },
      { code: 'FitNotKnown', nodes: ['odd'], needs: ['quantities'] },
    ])
  })

  it('leaves open what depends on labels, and what was not given', () => {
    const open = [{ node: nodeOf('pool', '4'), unknownLabels: [{ key: 'net' }] }]
    expect(assertions.fits({ daemonSets: ['net'] }, subjectOf({ daemonSets }, open))).toMatchObject(
      [{ code: 'Undecided', nodes: ['pool'], on: ['net'] }],
    )
    const [one] = assertions.fits({ daemonSets: ['logs'] }, subjectOf({ nodes, daemonSets }))
    expect(one).toMatchObject({ code: 'FitNotKnown', nodes: ['n1', 'n2', 'n3'], needs: ['pods'] })
    expect(one && expectationText(one).message).toBe(
      'room on 3 nodes is not known: pods were not given',
    )
  })

  it('fails where nothing is asked about', () => {
    expect(assertions.fits({ daemonSets: ['none'] }, asked)).toMatchObject([{ what: 'daemonSets' }])
    expect(assertions.fits({ daemonSets: ['net'], nodes: { names: ['n2'] } }, asked)).toMatchObject(
      [{ what: 'nodes' }],
    )
    expect(
      assertions.fits({ daemonSets: ['net'], nodes: { selector: 'a b' } }, asked),
    ).toMatchObject([{ code: 'UnreadableSelector' }])
  })
})

describe('leavesAtLeast', () => {
  it('compares what DaemonSets leave of each node, resource by resource', () => {
    const found = assertions.leavesAtLeast({ resources: { cpu: '1', memory: '4Gi' } }, asked)
    expect(found.map((each) => [each.subject, expectationText(each).message])).toEqual([
      [{ kind: 'Node', name: 'n1' }, 'DaemonSets leave cpu -200m, expected at least 1'],
      [{ kind: 'Node', name: 'n3' }, 'DaemonSets leave cpu -100m, expected at least 1'],
    ])
    expect(found).toMatchObject([{ left: -200, expected: 1000 }, { left: -100 }])
    const gpu = { resources: { 'nvidia.com/gpu': '1' }, nodes: { names: ['n1', 'n2'] } }
    expect(assertions.leavesAtLeast(gpu, asked)).toMatchObject([{ nodes: ['n1', 'n2'], left: 0 }])
  })

  it('asks about templates, and says what is not known', () => {
    const pool = subjectOf({ daemonSets }, [
      { node: nodeOf('big', '2') },
      { node: { metadata: { name: 'silent' } } },
    ])
    expect(assertions.leavesAtLeast({ resources: { cpu: '1500m' } }, pool)).toMatchObject([
      { code: 'LeavesTooLittle', subject: { kind: 'NodeTemplate', name: 'big' }, left: 1400 },
      { code: 'FitNotKnown', subject: { kind: 'NodeTemplate', name: 'silent' } },
    ])
    expect(
      assertions.leavesAtLeast({ resources: { cpu: '1500m' }, templates: false }, pool),
    ).toMatchObject([{ code: 'NothingMatches' }])
  })

  it('refuses what is no quantity', () => {
    const [one] = assertions.leavesAtLeast({ resources: { cpu: 'much' } }, asked)
    expect(one).toMatchObject({ code: 'NotAQuantity', path: ['here', 'resources', 'cpu'] })
    expect(one && expectationText(one).message).toBe('cpu: expected a quantity, found much')
    const odd = { resources: { cpu: '1' }, nodes: { selector: 'a b' } }
    expect(assertions.leavesAtLeast(odd, asked)).toMatchObject([{ code: 'UnreadableSelector' }])
  })
})
