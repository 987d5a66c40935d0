import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fits } from '../../src/capacity/fits.js'
import { orThrow } from '../../src/data/orThrow.js'
import type { Pod, PodSpec } from '../../src/kube/pod.js'
import { semanticsFor } from '../../src/kube/semanticsFor.js'
import { capacityCases } from '../conformance/cases/capacity.js'
import { frozen } from '../support/frozen.js'

const node = (allocatable: object) => ({ metadata: { name: 'n1' }, status: { allocatable } })
const pod = (requests: object, spec: PodSpec = {}, name = 'p'): Pod => ({
  metadata: { namespace: 'a', name },
  spec: { ...spec, containers: [{ name: 'c', resources: { requests } }] },
})
const ports = (hostPort: number): PodSpec => ({ containers: [{ ports: [{ hostPort }] }] })

describe('fits', () => {
  it('is full where pods of the same priority take what is left', () => {
    expect(orThrow(fits(pod({ cpu: 1 }), node({ cpu: 2, pods: 9 }), [pod({ cpu: 2 })]))).toEqual({
      code: 'full',
      shortages: [{ resource: 'cpu', requested: 1000, used: 2000, capacity: 2000, never: false }],
      ports: [],
      lower: [],
    })
  })

  it('makes room by preemption, and names who could go', () => {
    const urgent = pod({ cpu: 1 }, { priority: 10 })
    const there = [pod({ cpu: 1 }, {}, 'low'), pod({ cpu: 1 }, { priority: 10 }, 'same')]
    expect(orThrow(fits(urgent, node({ cpu: 2, pods: 9 }), there))).toMatchObject({
      code: 'afterPreemption',
      lower: ['a/low'],
    })
    const patient = pod({ cpu: 1 }, { priority: 10, preemptionPolicy: 'Never' })
    expect(orThrow(fits(patient, node({ cpu: 2, pods: 9 }), there)).code).toBe('full')
  })

  it('never fits where more is requested than there is, whoever is there', () => {
    expect(orThrow(fits(pod({ cpu: 3 }, { priority: 9 }), node({ cpu: 2, pods: 9 }), []))).toEqual({
      code: 'never',
      shortages: [{ resource: 'cpu', requested: 3000, used: 0, capacity: 2000, never: true }],
      ports: [],
      lower: [],
    })
    expect(orThrow(fits({}, node({ pods: '0' }), [])).code).toBe('never')
  })

  it('says who has a port', () => {
    const holder: Pod = { metadata: { namespace: 'a', name: 'web' }, spec: ports(80) }
    expect(orThrow(fits({ spec: ports(80) }, node({ pods: 9 }), [holder, holder]))).toMatchObject({
      code: 'full',
      ports: [{ port: 80, protocol: 'TCP', ip: '', pods: ['a/web'] }],
    })
    expect(orThrow(fits({ spec: ports(81) }, node({ pods: 9 }), [holder])).code).toBe('fits')
  })

  it('names each quantity that it cannot read, once', () => {
    const answer = fits(pod({ cpu: '1 core' }), node({ cpu: 'x' }), [pod({ memory: '1GB' })])
    expect(answer).toMatchObject({
      _tag: 'Left',
      left: [
        {
          path: ['spec', 'containers', 0, 'resources', 'requests', 'cpu'],
          found: 'the string "1 core"',
        },
        { path: ['pods', 0, 'spec', 'containers', 0, 'resources', 'requests', 'memory'] },
        { path: ['node', 'status', 'allocatable', 'cpu'], found: 'the string "x"' },
      ],
    })
  })

  it('counts beyond 2^53 exactly', () => {
    const much = node({ memory: '9007199254740993', pods: 9 })
    expect(orThrow(fits(pod({ memory: '9007199254740994' }), much, [])).shortages).toEqual([
      {
        resource: 'memory',
        requested: '9007199254740994',
        used: 0,
        capacity: '9007199254740993',
        never: true,
      },
    ])
  })

  it('lacks no less beside one pod more, whatever stands in them; answers survive JSON', () => {
    fc.assert(
      fc.property(capacityCases.fits, (given) => {
        const input = frozen(given) as { pod: Pod; node: object; pods?: readonly Pod[] | null }
        const there = input.pods ?? []
        const found = fits(input.pod, input.node, there)
        expect(JSON.parse(JSON.stringify(found))).toEqual(found)
        if (found._tag === 'Left') return
        const { code, shortages, ports: taken, lower } = found.right
        expect(code === 'fits').toBe(shortages.length + taken.length === 0)
        expect(lower.length > 0).toBe(code === 'afterPreemption')
        const more = fits(input.pod, input.node, [...there, {}])
        if (code !== 'fits') expect(orThrow(more).code).not.toBe('fits')
      }),
      { numRuns: 500 },
    )
  })
})

describe('fits by the rules of a release', () => {
  const requesting = (requests: object, more: object = {}) => ({
    spec: { containers: [{ name: 'c', resources: { requests } }], ...more },
  })
  const small = {
    metadata: { name: 'n' },
    status: { allocatable: { cpu: '1', memory: '1Gi', pods: '9' } },
  }
  const lacking = (
    kubernetes: string,
    asking: object,
    pods: readonly object[] = [],
  ): readonly string[] => {
    const found = semanticsFor({ kubernetes })
    if (found._tag === 'Left') throw new Error(kubernetes)
    const { semantics } = found.right
    const fit = orThrow(fits(asking, small, pods, { semantics }))
    return [
      ...fit.shortages.map(
        ({ resource, requested, used }) => `${resource} ${requested} of ${used}`,
      ),
      ...fit.ports.map(({ port }) => `port ${port}`),
    ]
  }
  const sidecar = {
    name: 's',
    restartPolicy: 'Always',
    ports: [{ containerPort: 80, hostPort: 80 }],
  }
  const status = (resources: object) => ({
    ...requesting({ cpu: '100m' }),
    status: { containerStatuses: [{ name: 'c', resources: { requests: resources } }] },
  })

  it.each<[string, string, object, readonly object[]]>([
    ['1.27', '1.28', requesting({ memory: '1' }), [requesting({ cpu: '2' })]],
    [
      '1.28',
      '1.27',
      requesting(
        { cpu: '600m' },
        { initContainers: [{ ...sidecar, resources: { requests: { cpu: '500m' } } }] },
      ),
      [],
    ],
    ['1.34', '1.33', requesting({}, { resources: { requests: { cpu: '2' } } }), []],
    ['1.33', '1.32', requesting({ cpu: '500m' }), [status({ cpu: '900m' })]],
    [
      '1.34',
      '1.33.5',
      requesting({}, { initContainers: [sidecar] }),
      [requesting({}, { containers: [{ ...sidecar, name: 'c' }] })],
    ],
    [
      '1.36',
      '1.35',
      requesting({ cpu: '500m' }),
      [
        {
          ...requesting({}, { resources: { requests: { cpu: '100m' } } }),
          status: { resources: { requests: { cpu: '900m' } } },
        },
      ],
    ],
    [
      '1.26',
      '1.27',
      requesting({ memory: '1073741823' }),
      [
        requesting(
          {},
          {
            containers: [
              { name: 'a', resources: { requests: { memory: '500m' } } },
              { name: 'b', resources: { requests: { memory: '500m' } } },
            ],
          },
        ),
      ],
    ],
  ])('lacks something in %s, nothing in %s', (lacks, fitting, asking, pods) => {
    expect(lacking(lacks, asking, pods)).not.toEqual([])
    expect(lacking(fitting, asking, pods)).toEqual([])
  })

  it('compares what is requested, allocated and in place of each container before 1.37, of the pod since', () => {
    const two = {
      spec: {
        containers: [
          { name: 'a', resources: { requests: { cpu: '400m' } } },
          { name: 'b', resources: { requests: { cpu: '100m' } } },
        ],
      },
      status: {
        containerStatuses: [
          { name: 'a', resources: { requests: { cpu: '100m' } } },
          { name: 'b', resources: { requests: { cpu: '400m' } } },
        ],
      },
    }
    expect(lacking('1.36', requesting({ cpu: '300m' }), [two])).toEqual(['cpu 300 of 800'])
    expect(lacking('1.37', requesting({ cpu: '300m' }), [two])).toEqual([])
  })
})
