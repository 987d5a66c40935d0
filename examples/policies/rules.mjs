/** The same three rules with podfit: what is meant by a toleration counts, not how it is written. */
import { noTolerationOf, podTolerationRestriction, requiredTolerations } from 'podfit/admission'

export const rules = {
  controlPlane: noTolerationOf({
    key: 'node-role.kubernetes.io/control-plane',
    operator: 'Equal',
    effect: 'NoSchedule',
  }),
  spot: requiredTolerations([{ key: 'spot', operator: 'Exists', effect: 'NoSchedule' }]),
  gpu: podTolerationRestriction({
    namespaces: [{ metadata: { name: 'default' } }],
    allowed: [
      { key: 'gpu', operator: 'Exists' },
      // The API server adds these to every pod.
      { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' },
      { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' },
    ],
  }),
}
