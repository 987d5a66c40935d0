/**
 * podfit's rules as a capability of Pepr: put it beside `pepr.ts`, and hand `podfit` to PeprModule.
 *
 *   new PeprModule(cfg, [podfit])
 */
import { a, Capability } from 'pepr'
import {
  admit,
  asWarnings,
  exceptInNamespaces,
  inNamespaces,
  noBlanketTolerations,
  noTolerationOf,
  readAdmissionReview,
  requiredTolerations,
  respond,
} from 'podfit/admission'
import { applyPatch } from 'podfit/suggest'

/** What this cluster wants; pure functions, so that they are tested without a server. */
export const rules = [
  exceptInNamespaces(['kube-system', 'kube-*'], noBlanketTolerations()),
  exceptInNamespaces(
    ['kube-system'],
    noTolerationOf({ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' }),
  ),
  asWarnings(noTolerationOf({ key: 'node.kubernetes.io/unreachable', operator: 'Exists' })),
  inNamespaces(['batch'], requiredTolerations([{ key: 'spot', operator: 'Exists' }])),
]

/** Pepr hands out the request; podfit reads what an API server posts. */
const reviewOf = (request: unknown) => ({
  apiVersion: 'admission.k8s.io/v1',
  kind: 'AdmissionReview',
  request,
})

export const podfit = new Capability({
  name: 'podfit',
  description: 'Tolerations of pods and workloads, by the rules of this cluster',
})

for (const kind of [a.Pod, a.DaemonSet, a.Deployment, a.StatefulSet]) {
  podfit
    .When(kind)
    .IsCreatedOrUpdated()
    .Mutate((request) => {
      const subject = readAdmissionReview(reviewOf(request.Request))
      if (subject._tag === 'Left') return
      request.Raw = applyPatch(request.Raw, admit(subject.right, rules).patch) as typeof request.Raw
    })
    .Validate((request) => {
      const { response } = respond(reviewOf(request.Request), rules, { mutating: false })
      const warnings = [...(response.warnings ?? [])]
      return response.allowed
        ? request.Approve(warnings)
        : request.Deny(response.status?.message, response.status?.code, warnings)
    })
}
