import { POD_SPEC } from '../kube/podTemplate.js'
import { grouped } from '../data/grouped.js'
import { member, own } from '../data/own.js'
import { nameOf } from '../kube/objectFacts.js'
import { LABEL_OS } from '../kube/wellKnownLabels.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Finding } from '../reason/finding.js'
import { asksForSystem } from '../placement/machineAsked.js'
import type { AuditRule } from './rule.js'

/** It should run on nodes of several operating systems, and selects none. @since 0.2.0 */
export interface RunsOnSeveralSystems extends Finding {
  readonly code: 'RunsOnSeveralSystems'
  readonly systems: readonly { readonly os: string; readonly nodes: readonly string[] }[]
  /** What the template says in `os`: the kubelets of other nodes reject its pods. */
  readonly declared?: string
}

/** DaemonSets that say nothing of the operating system of nodes and land on nodes of several. */
export const runsOnSeveralSystems: AuditRule<RunsOnSeveralSystems> = {
  code: 'RunsOnSeveralSystems',
  severities: ['error', 'warning'],
  needs: ['daemonSets', 'nodes'],
  doc: {
    means:
      'It should run on nodes of several operating systems (`systems`), and neither its nodeSelector nor its node affinity asks for one: an image for Linux never starts on Windows. An error where the template declares one in `os` (`declared`): the kubelets of the other nodes reject its pods, and the controller creates them again and again.',
    fix: 'Add `kubernetes.io/os: linux` to the nodeSelector, and a DaemonSet of its own for Windows where it is wanted there.',
  },
  check: ({ daemonSets }) =>
    daemonSets.flatMap(({ daemonSet, subject, policy, runs }): readonly RunsOnSeveralSystems[] => {
      const found = runs.flatMap((node) => {
        const os = own(node.metadata?.labels, LABEL_OS)
        return os === undefined ? [] : [{ os, name: nameOf(node) }]
      })
      const systems = [...grouped(found, ({ os }) => os)].map(([os, same]) => ({
        os,
        nodes: same.map(({ name }) => name),
      }))
      if (systems.length < 2 || asksForSystem(policy)) return []
      const declared = declaredSystem(daemonSet)
      const isDeclared = declared !== ''
      return [
        {
          code: 'RunsOnSeveralSystems',
          severity: isDeclared ? 'error' : 'warning',
          subject,
          path: POD_SPEC,
          systems,
          ...(isDeclared && { declared }),
        },
      ]
    }),
}

/** The operating system that a template says it is for; empty where it says none. */
export const declaredSystem = ({ spec }: DaemonSet): string => {
  const declared = member(spec?.template?.spec?.os, 'name')
  return typeof declared === 'string' ? declared : ''
}
