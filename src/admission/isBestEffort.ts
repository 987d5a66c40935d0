import { readQuantity } from '../capacity/quantityAmount.js'
import { isOfPod } from '../capacity/podRequests.js'
import { isJsonObject, member } from '../data/own.js'
import type { PodSpec } from '../kube/pod.js'

/**
 * Whether a pod asks for no cpu and no memory, so that it is the first to go when memory is short.
 *
 * - **Rules**
 *   1. What its status says of its class counts before anything else.
 *   2. With requests or limits of the pod as a whole, these alone count.
 *   3. Otherwise those of every container, init containers too: any that is more than nothing.
 *
 * - **Upstream** kubernetes `pkg/apis/core/helper/qos/qos.go` GetPodQOS, ComputePodQOS, requirementsQOS, resourceQOS
 */
export const isBestEffort = (spec: PodSpec, status?: unknown): boolean => {
  const told = member(status, 'qosClass') ?? ''
  if (told !== '') return told === 'BestEffort'
  const containers = [...(spec.initContainers ?? []), ...(spec.containers ?? [])]
  const asking = isAskedOfPod(spec.resources)
    ? [spec.resources]
    : containers.map(({ resources }) => resources)
  return !asking.some(asksForSomething)
}

const LISTS = ['requests', 'limits']

const isAskedOfPod = (resources: unknown): boolean =>
  LISTS.some((list) => {
    const named = member(resources, list)
    return isJsonObject(named) && Object.keys(named).some(isOfPod)
  })

const asksForSomething = (resources: unknown): boolean =>
  LISTS.some((list) =>
    ['cpu', 'memory'].some((name) => {
      const quantity = readQuantity(member(member(resources, list), name))
      return quantity !== undefined && quantity.value !== 0n
    }),
  )
