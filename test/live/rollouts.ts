import { plan } from 'podfit'
import { rolloutStatus } from 'podfit/kubectl'
import { kubectlRolloutStatus } from 'podfit/report'
import { forecast, simulate } from 'podfit/rollout'
import { isBound, isReady, isTerminating } from './podState.js'
import { finish, report } from './steps.js'
import type { Told } from './told.js'

/** What the kubelets do until there is nothing left for them to do, step after step. */
export const kubelets = async (
  told: Told,
  name: string,
  dead: readonly string[] = [],
): Promise<number> => {
  for (let steps = 0; steps < 200; steps++) {
    const here = told.pods(name).filter(({ spec }) => !dead.includes(spec?.nodeName ?? ''))
    const stopping = here.find((pod) => isTerminating(pod) && isBound(pod))
    const starting = here.find((pod) => !isTerminating(pod) && !isReady(pod) && isBound(pod))
    if (stopping !== undefined) await told.step((scene) => finish(scene, stopping))
    else if (starting !== undefined) await told.step((scene) => report(scene, starting, 'ready'))
    else return steps
  }
  throw new Error('the kubelets are never done')
}

/** A whole rollout: podfit foresees its end, the kubelets do their part, pod after pod. */
export const rollOut = async (
  told: Told,
  name: string,
  dead: readonly string[] = [],
): Promise<void> => {
  const { cluster } = told.stage.world()
  const options = { now: new Date(), readyAfter: 1, goneAfter: 1 }
  const foreseen = simulate(cluster, told.daemonSet(name), options)
  const { code } = forecast(cluster, told.daemonSet(name), options)
  const statuses = async (): Promise<void> => {
    const predicted = kubectlRolloutStatus(rolloutStatus(told.daemonSet(name)), name)
    const { stdout, stderr } = await told.session.controlPlane.kubectl([
      '-n',
      told.namespace,
      'rollout',
      'status',
      `daemonset/${name}`,
      '--watch=false',
    ])
    told.claim(
      'kubectl rollout status',
      predicted.message || `error: ${predicted.error}\n`,
      stdout || stderr,
    )
  }
  await statuses()
  await kubelets(told, name, dead)
  await statuses()

  const after = told.stage.world().cluster
  const planned = plan(after, told.daemonSet(name), { now: new Date() })
  const unfinished = planned.nodes.filter(({ name: node, decision }) => {
    const here = planned.pods.filter((pod) => pod.node === node)
    const serves = here.some((pod) => pod.updated === true && !dead.includes(node))
    return here.some(({ updated }) => updated === false) || (decision === 'run' && !serves)
  })
  const { least, most } = foreseen.unfinished
  const ended = unfinished.length === 0 ? 'Done' : 'Stalls'
  const mayBe = foreseen.exact && least === most ? [foreseen.end.code] : ['Done', 'Stalls']
  told.claim(`simulate: ${name} ends as`, true, mayBe.includes(ended))
  told.claim(
    `simulate: of ${name} ${least} to ${most} nodes do not get the update`,
    true,
    least <= unfinished.length && unfinished.length <= most,
  )
  told.claim(
    `forecast: ${name} ends as ${code}`,
    true,
    (ended === 'Done' ? ['Done', 'Completes', 'MayStall'] : ['Stalls', 'MayStall']).includes(code),
  )
}

/**
 * Whether `simulate` may assume of a DaemonSet what the kubelets here then do: every pod becomes ready, none is
 * evicted, and what is deleted goes.
 */
export const isForeseeable = (told: Told, name: string): boolean => {
  const { nodes } = told.stage.world().cluster
  const { metadata, spec } = told.daemonSet(name)
  const taints = [...(nodes?.values() ?? [])].flatMap((node) => node.spec?.taints ?? [])
  return (
    !isTerminating({ metadata }) &&
    (spec?.minReadySeconds ?? 0) <= 2 &&
    !taints.some(({ effect }) => effect === 'NoExecute') &&
    told.pods(name).every((pod) => {
      const there = nodes?.has(pod.spec?.nodeName ?? '') === true
      return there && (isTerminating(pod) || isReady(pod) || pod.status?.phase === 'Pending')
    })
  )
}
