import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { Semantics } from '../../src/kube/semantics.js'
import { compileDaemonSet, compilePod, type PolicySubject } from '../../src/placement/compile.js'
import type { Policy } from '../../src/placement/policy.js'

/** The policy of a DaemonSet, or of anything else that says its kind or has no template. */
export const aPolicy = (subject: DaemonSet | PolicySubject, semantics?: Semantics): Policy => {
  const kind = 'kind' in subject ? (subject.kind ?? '') : ''
  const hasTemplate =
    typeof subject.spec === 'object' && subject.spec !== null && 'template' in subject.spec
  return kind === 'DaemonSet' || (kind === '' && hasTemplate)
    ? compileDaemonSet(subject as DaemonSet, semantics)
    : compilePod(subject, semantics)
}
