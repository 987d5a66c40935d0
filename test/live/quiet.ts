import type { ControlPlane } from './controlPlane.js'
import type { Observer } from './observer.js'

/** For so long nothing may happen, in milliseconds: a multiple of what a watch takes to tell the controllers. */
const SILENCE = 120

const QUEUES = /^workqueue_(adds_total|work_duration_seconds_count)\{name="[^"]+"\} (\S+)$/gm

/** How much the controllers have been given to do so far, and whether they have done all of it. */
const workOf = (metrics: string): { readonly given: number; readonly busy: boolean } => {
  let given = 0
  let done = 0
  for (const [, what, value] of metrics.matchAll(QUEUES)) {
    if (what === 'adds_total') given += Number(value)
    else done += Number(value)
  }
  return { given, busy: given !== done }
}

/**
 * Waits until the controllers have nothing to do, and nothing has changed for a while. What is due later (after
 * `minReadySeconds`, after a backoff) is not waited for.
 */
export const untilQuiet = async (
  { controllerMetrics }: Pick<ControlPlane, 'controllerMetrics'>,
  observer: Observer,
  within = 60_000,
): Promise<void> => {
  const end = Date.now() + within
  let given = -1
  let since = 0
  while (Date.now() < end) {
    const work = workOf(await controllerMetrics())
    const now = Date.now()
    if (work.busy || work.given !== given) since = now
    given = work.given
    const wait = Math.max(since, observer.lastChange()) + SILENCE - now
    if (!work.busy && wait <= 0) return
    await observer.next(Math.max(10, Math.min(wait, 40)))
  }
  throw new Error(`the control plane is not quiet after ${within / 1000} s`)
}
