import { describe, expect, it } from 'vitest'
import { orThrow } from '../../src/data/orThrow.js'
import { checkFields } from '../../src/fields/checkFields.js'
import { MINORS } from '../conformance/fields/fieldTable.js'

const CONTAINER = { name: 'c', image: 'x:1' }

/** A DaemonSet with these in its pods, and in a container of each list. */
const daemonSet = (pod: object, container: object = {}, init: object = container) => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'a' },
  spec: {
    selector: {},
    template: {
      spec: {
        ...pod,
        containers: [{ ...CONTAINER, ...container }],
        initContainers: [{ ...CONTAINER, ...init }],
      },
    },
  },
})

const offIn = (object: object, minor: number, gates: Readonly<Record<string, boolean>> = {}) =>
  orThrow(checkFields(object, { kubernetes: `1.${minor}`, gates })).flatMap((issue) =>
    issue.code === 'GateOff' ? [`${issue.gate} ${issue.path.slice(3).join('.')}`] : [],
  )

/** The releases in which something of an object is dropped. */
const minorsOf = (object: object) => MINORS.filter((minor) => offIn(object, minor).length > 0)

const volume = (source: object) => daemonSet({ volumes: [{ name: 'v', ...source }] })
const spread = (more: object) => daemonSet({ topologySpreadConstraints: [more] })
const projected = (source: object) => volume({ projected: { sources: [source] } })
const affine = (term: object) =>
  daemonSet({
    affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } },
  })

describe('what a release drops, since its gate is off', () => {
  it.each([
    ['hostUsers', daemonSet({ hostUsers: false }), [25, 26, 27, 28, 29, 30, 31, 32]],
    ['os', daemonSet({ os: { name: 'linux' } }), [23]],
    ['schedulingGates', daemonSet({ schedulingGates: [{ name: 'g' }] }), [26]],
    ['resources of a pod', daemonSet({ resources: { limits: {} } }), [32, 33]],
    ['minDomains', spread({ minDomains: 1 }), [24, 25, 26]],
    ['matchLabelKeys of spread', spread({ matchLabelKeys: ['a'] }), [25, 26]],
    ['nodeTaintsPolicy', spread({ nodeTaintsPolicy: 'Honor' }), [25]],
    ['namespaceSelector', affine({ namespaceSelector: {} }), [21]],
    ['matchLabelKeys of affinity', affine({ matchLabelKeys: ['a'] }), [29, 30]],
    ['image volumes', volume({ image: { reference: 'x' } }), [31, 32, 33, 34]],
    ['defaultUser', volume({ secret: { defaultUser: 1 } }), [37]],
    ['mode of emptyDir', volume({ emptyDir: { mode: 511 } }), [37, 38]],
    [
      'trust bundles',
      projected({ clusterTrustBundle: { path: 'p' } }),
      [29, 30, 31, 32, 33, 34, 35, 36],
    ],
    ['schedulingGroup', daemonSet({ schedulingGroup: { podGroupName: 'g' } }), [36, 37, 38]],
    [
      'resizePolicy',
      daemonSet({}, { resizePolicy: [{ resourceName: 'cpu' }] }),
      [27, 28, 29, 30, 31, 32],
    ],
    ['sleep', daemonSet({}, { lifecycle: { preStop: { sleep: { seconds: 1 } } } }), [29]],
    [
      'stopSignal',
      daemonSet({}, { lifecycle: { stopSignal: 'SIGHUP' } }),
      [33, 34, 35, 36, 37, 38],
    ],
  ])('%s', (_name, object, minors) => {
    expect(minorsOf(object)).toEqual(minors)
  })

  it('names the gate and the place', () => {
    expect(offIn(daemonSet({ hostUsers: true }), 27)).toEqual([
      'UserNamespacesStatelessPodsSupport hostUsers',
    ])
    expect(offIn(daemonSet({ hostUsers: true }), 28)).toEqual(['UserNamespacesSupport hostUsers'])
  })

  it('a probe other than readiness, whose grace period no release takes', () => {
    const probe = { terminationGracePeriodSeconds: 5 }
    const probes = daemonSet({}, { livenessProbe: probe, readinessProbe: probe }, {})
    expect(offIn(probes, 24)).toEqual([
      'ProbeTerminationGracePeriod containers.0.livenessProbe.terminationGracePeriodSeconds',
    ])
    expect(minorsOf(probes)).toEqual([21, 22, 23, 24])
  })

  it('a procMount that is not the default', () => {
    const mount = (procMount: string) => daemonSet({}, { securityContext: { procMount } })
    expect(minorsOf(mount('Default'))).toEqual([])
    expect(minorsOf(mount('Unmasked'))).toEqual(MINORS.filter((minor) => minor < 33))
  })

  it('the restartPolicy of an init container in 1.28, of others in 1.34', () => {
    const always = daemonSet({}, { restartPolicy: 'Always' })
    expect(offIn(always, 28)).toEqual(['SidecarContainers initContainers.0.restartPolicy'])
    expect(offIn(always, 34)).toEqual(['ContainerRestartRules containers.0.restartPolicy'])
    const never = daemonSet({}, {}, { restartPolicy: 'Never' })
    expect(offIn(never, 34)).toEqual(['ContainerRestartRules initContainers.0.restartPolicy'])
  })

  it('claims of a container, not those of a volume', () => {
    const resources = { claims: [{ name: 'r' }] }
    expect(offIn(daemonSet({}, { resources }, {}), 27)).toEqual([
      'DynamicResourceAllocation containers.0.resources.claims',
    ])
    const template = { volumeClaimTemplate: { spec: { resources } } }
    expect(offIn(volume({ ephemeral: template }), 27)).toEqual([])
  })

  it('maxSurge in 1.21, where it is one', () => {
    const surging = (maxSurge: unknown) => {
      const object = daemonSet({})
      const updateStrategy = { rollingUpdate: { maxSurge } }
      return { ...object, spec: { ...object.spec, updateStrategy } }
    }
    expect(minorsOf(surging(1))).toEqual([21])
    expect(minorsOf(surging(0))).toEqual([])
  })

  it('nothing that is null, and nothing whose gate is on', () => {
    expect(minorsOf(daemonSet({ hostUsers: null }))).toEqual([])
    const object = daemonSet({ hostUsers: false })
    expect(offIn(object, 30, { UserNamespacesSupport: true })).toEqual([])
    expect(offIn(object, 34)).toEqual([])
    expect(offIn(object, 34, { UserNamespacesSupport: false })).toEqual([
      'UserNamespacesSupport hostUsers',
    ])
  })
})
