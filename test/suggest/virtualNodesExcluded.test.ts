import { describe, expect, it } from 'vitest'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { PodSpec } from '../../src/kube/pod.js'
import { applyPatch } from '../../src/data/patch.js'
import { narrowTolerations } from '../../src/suggest/suggestTolerations.js'

const everywhere = (spec: PodSpec = {}): DaemonSet => ({
  spec: { template: { spec: { ...spec, tolerations: [{ operator: 'Exists' }] } } },
})
const node = (name: string, labels: Readonly<Record<string, string>>, key?: string) => ({
  metadata: { name, labels },
  spec: { taints: key === undefined ? [] : [{ key, effect: 'NoSchedule' }] },
})
const VIRTUAL = 'virtual-kubelet.io/provider'
const real = node('w1', { pool: 'a' })
const virtual = node('v1', { type: 'virtual-kubelet', pool: 'a' }, VIRTUAL)
const requirements = [{ key: 'type', operator: 'NotIn', values: ['virtual-kubelet'] }]

describe('virtual nodes may be left out by what is selected, too', () => {
  it('by their label, in a term of its own or in every term that there is', () => {
    const { instead } = narrowTolerations(everywhere(), [real, virtual])
    expect(instead?.requirements).toEqual(requirements)
    const terms = [{ matchExpressions: [{ key: 'pool', operator: 'Exists' }] }, {}]
    const affinity = {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms },
      },
    }
    const selecting = everywhere({ affinity })
    const other = narrowTolerations(selecting, [real, virtual]).instead
    expect(applyPatch(selecting, other?.patch ?? [])).toMatchObject(
      everywhere({
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                { matchExpressions: [{ key: 'pool', operator: 'Exists' }, ...requirements] },
                {},
              ],
            },
          },
        },
      }),
    )
  })

  it('unless only a taint says what they are, none is there, or a real node has the label', () => {
    const tainted = node('v2', {}, VIRTUAL)
    expect(narrowTolerations(everywhere(), [real, tainted])).not.toHaveProperty('instead')
    expect(narrowTolerations(everywhere(), [real])).not.toHaveProperty('instead')
  })
})
