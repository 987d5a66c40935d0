import type { FieldPath } from '../../data/fieldPath.js'
import type { Surveyed } from '../../cluster/survey.js'
import { setMember } from '../../data/patch.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { POD_SPEC } from '../../kube/podTemplate.js'
import { LABEL_OS } from '../../kube/wellKnownLabels.js'
import type { Policy } from '../../placement/policy.js'
import type { AuditRule, Fixable } from '../rule.js'
import { hostSign } from './hostSign.js'
import { selectsEveryNode } from './selectsEveryNode.js'
import { asksForSystem, SYSTEM_LABELS } from '../../placement/machineAsked.js'
import { declaredSystem } from '../runsOnSeveralSystems.js'

/** Its template is made for one operating system, and its nodes may have another one. @since 0.2.0 */
export interface NoOperatingSystem extends Fixable {
  readonly code: 'NoOperatingSystem'
  readonly os: string
  /** What of the template says so. */
  readonly because: FieldPath
}

/** Templates for one operating system that select none. With nodes `runsOnSeveralSystems` knows. */
export const noOperatingSystem: AuditRule<NoOperatingSystem> = {
  code: 'NoOperatingSystem',
  severities: ['warning'],
  moves: true,
  needs: ['daemonSets'],
  doc: {
    means:
      'Its template is for one operating system (`os`, `because`), and neither its `nodeSelector` nor its node affinity asks for it: `os` in the template keeps no pod away, the kubelet of another node rejects it, and the controller creates the next one. A template that only uses what Linux has (paths of the host, privileged containers) is told of where another DaemonSet of the input is for Windows. With nodes RunsOnSeveralSystems looks instead; where all nodes are known to have that system, there is nothing to tell.',
    fix: 'Add `kubernetes.io/os` to the nodeSelector.',
  },
  check: ({ cluster, daemonSets, nodeFacts }) => {
    if (cluster.nodes !== undefined) return []
    const isMixed = daemonSets.some(isForWindows)
    return daemonSets.flatMap(({ daemonSet, subject, policy }): readonly NoOperatingSystem[] => {
      const found = madeFor(daemonSet, isMixed)
      if (found === undefined || asksForSystem(policy) || policy.nodeName !== '') return []
      if (selectsEveryNode(forSystem(policy, found.os), nodeFacts)) return []
      return [
        {
          code: 'NoOperatingSystem',
          severity: 'warning',
          subject,
          path: POD_SPEC,
          ...found,
          fix: [setMember(daemonSet, [...POD_SPEC, 'nodeSelector', LABEL_OS], found.os)],
        },
      ]
    })
  },
}

const LINUX = 'linux'
const WINDOWS = 'windows'

/** A policy that selects the nodes of an operating system, and nothing else. */
const forSystem = (policy: Policy, os: string): Policy => {
  const path = [...POD_SPEC, 'nodeSelector', LABEL_OS]
  const nodePath = ['metadata', 'labels', LABEL_OS]
  const selectedLabels = [{ key: LABEL_OS, value: os, path, nodePath }]
  return { ...policy, affinity: undefined, selectedLabels }
}

/** Whether a DaemonSet is one for nodes of Windows. */
const isForWindows = ({ daemonSet, policy }: Surveyed): boolean =>
  declaredSystem(daemonSet) === WINDOWS ||
  policy.selectedLabels.some(({ key, value }) => SYSTEM_LABELS.has(key) && value === WINDOWS) ||
  (policy.affinity?.terms ?? []).some(({ expressions }) =>
    expressions.some(
      ({ key, operator, values }) =>
        SYSTEM_LABELS.has(key) && operator === 'In' && values.includes(WINDOWS),
    ),
  )

/** The operating system that a template is for; what it uses counts where there are nodes of another one. */
const madeFor = (
  daemonSet: DaemonSet,
  isMixed: boolean,
): { readonly os: string; readonly because: FieldPath } | undefined => {
  const os = declaredSystem(daemonSet)
  if (os !== '') return { os, because: [...POD_SPEC, 'os', 'name'] }
  const sign = isMixed ? hostSign(daemonSet) : undefined
  return sign === undefined ? undefined : { os: LINUX, because: sign }
}
