import type { FieldPath } from '../../data/fieldPath.js'
import { isJsonObject, member } from '../../data/own.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { POD_SPEC } from '../../kube/podTemplate.js'

/**
 * What of a template belongs to its node, and to Linux: a privileged container, the processes of the host, a path of it. Undefined
 * where there is nothing of it, or where it is made for Windows.
 */
export const hostSign = ({ spec }: DaemonSet): FieldPath | undefined => {
  const podSpec = spec?.template?.spec
  const contexts: readonly (readonly [unknown, FieldPath])[] = [
    [podSpec?.securityContext, ['securityContext']],
    ...['initContainers', 'containers'].flatMap((list) =>
      itemsOf(member(podSpec, list)).map(
        (container, i) =>
          [member(container, 'securityContext'), [list, i, 'securityContext']] as const,
      ),
    ),
  ]
  if (contexts.some(([context]) => isJsonObject(member(context, 'windowsOptions'))))
    return undefined
  const signs: readonly (FieldPath | undefined)[] = [
    ...contexts.map(([context, at]) =>
      member(context, 'privileged') === true ? [...at, 'privileged'] : undefined,
    ),
    ...['hostPID', 'hostIPC'].map((key) => (member(podSpec, key) === true ? [key] : undefined)),
    ...itemsOf(podSpec?.volumes).map((volume, i) => {
      const path = member(member(volume, 'hostPath'), 'path')
      return typeof path === 'string' && path.startsWith('/')
        ? ['volumes', i, 'hostPath', 'path']
        : undefined
    }),
  ]
  const sign = signs.find((each) => each !== undefined)
  return sign && [...POD_SPEC, ...sign]
}

const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
