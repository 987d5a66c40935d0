import type { FieldPath } from '../../data/fieldPath.js'
import { isJsonObject, member } from '../../data/own.js'
import { setMember } from '../../data/patch.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { POD_SPEC } from '../../kube/podTemplate.js'
import { LABEL_OS } from '../../kube/wellKnownLabels.js'
import type { AuditRule, Fixable } from '../rule.js'
import { asksForSystem } from '../runsOnSeveralSystems.js'

/** Its template is made for one operating system, and its nodes may have another one. @since 0.2.0 */
export interface NoOperatingSystem extends Fixable {
  readonly code: 'NoOperatingSystem'
  readonly os: string
  /** What of the template only that system has. */
  readonly because: FieldPath
}

/** Templates for one operating system that select none. With nodes `runsOnSeveralSystems` knows. */
export const noOperatingSystem: AuditRule<NoOperatingSystem> = {
  code: 'NoOperatingSystem',
  severities: ['note'],
  moves: true,
  needs: ['daemonSets'],
  doc: {
    means:
      'Its template has what only one operating system has (`os`, `because`), and neither its `nodeSelector` nor its node affinity asks for one: where a cluster has nodes of another one its pods fail there. With nodes RunsOnSeveralSystems tells whether it does.',
    fix: 'Add `kubernetes.io/os` to the nodeSelector.',
  },
  check: ({ cluster, daemonSets }) =>
    cluster.nodes !== undefined
      ? []
      : daemonSets.flatMap(({ daemonSet, subject, policy }): readonly NoOperatingSystem[] => {
          if (asksForSystem(policy) || policy.nodeName !== '') return []
          const found = madeFor(daemonSet)
          if (found === undefined) return []
          const { os, because } = found
          const fix = [setMember(daemonSet, [...POD_SPEC, 'nodeSelector', LABEL_OS], os)]
          return [
            {
              code: 'NoOperatingSystem',
              severity: 'note',
              subject,
              path: POD_SPEC,
              os,
              because,
              fix,
            },
          ]
        }),
}

const LINUX = 'linux'

/** The operating system that a template says it is for, or that alone has what it uses. */
const madeFor = ({
  spec,
}: DaemonSet): { readonly os: string; readonly because: FieldPath } | undefined => {
  const podSpec = spec?.template?.spec
  const declared = member(podSpec?.os, 'name')
  if (typeof declared === 'string' && declared !== '') {
    return { os: declared, because: [...POD_SPEC, 'os', 'name'] }
  }
  const containers: readonly (readonly [unknown, FieldPath])[] = [
    ...(podSpec?.initContainers ?? []).map((each, i) => [each, ['initContainers', i]] as const),
    ...(podSpec?.containers ?? []).map((each, i) => [each, ['containers', i]] as const),
  ]
  const contexts = [
    [podSpec?.securityContext, ['securityContext']] as const,
    ...containers.map(
      ([each, at]) => [member(each, 'securityContext'), [...at, 'securityContext']] as const,
    ),
  ]
  if (contexts.some(([context]) => isJsonObject(member(context, 'windowsOptions'))))
    return undefined
  const volumes = Array.isArray(podSpec?.volumes) ? (podSpec.volumes as readonly unknown[]) : []
  const signs: readonly (FieldPath | undefined)[] = [
    ...contexts.map(([context, at]) =>
      member(context, 'privileged') === true ? [...at, 'privileged'] : undefined,
    ),
    podSpec?.hostPID === true ? ['hostPID'] : undefined,
    podSpec?.hostIPC === true ? ['hostIPC'] : undefined,
    ...volumes.map((volume, i) => {
      const path = member(member(volume, 'hostPath'), 'path')
      return typeof path === 'string' && path.startsWith('/')
        ? ['volumes', i, 'hostPath', 'path']
        : undefined
    }),
  ]
  const sign = signs.find((each) => each !== undefined)
  return sign === undefined ? undefined : { os: LINUX, because: [...POD_SPEC, ...sign] }
}
