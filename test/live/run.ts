/**
 * Predictions about a live control plane, made before each step and compared after it. Exits with 1 when one was
 * wrong, and with 3 when it cannot run.
 */
import { NEWEST_RELEASE } from 'podfit'
import { buildBinaries, builtBinaries, hasGo, type Binaries } from './binaries.js'
import { openStage, WrongPrediction, type Tally } from './check.js'
import { compareFillings } from './fillings.js'
import { compareManifests } from './manifests.js'
import { randomOf } from './random.js'
import { randomStep } from './randomSteps.js'
import { applyDaemonSet, withImage } from './steps.js'
import { isForeseeable, rollOut } from './rollouts.js'
import { runOptions, USAGE, type RunOptions } from './runOptions.js'
import { createNamespace, joinReadyNodes, newNode, startSession, type Session } from './session.js'
import { tellStories } from './stories.js'
import { tellIn } from './told.js'

/** So many steps are done with the same objects; then all is removed. */
const EPISODE = 30

/** After so many steps of a hundred the kubelets do all that they have to do for a DaemonSet. */
const WORKS = 8

const NOTHING: Tally = { steps: 0, ends: 0, events: 0, eventsNotCompared: 0, claims: 0 }

const main = async (options: RunOptions | string): Promise<number> => {
  if (typeof options === 'string') {
    console.error(`${options}\n\n${USAGE}`)
    return 3
  }
  if (builtBinaries() === undefined && !hasGo()) {
    console.error(
      'SKIPPED: the control plane is not built yet, and Go is not there to build it with',
    )
    return 3
  }
  return await predict(buildBinaries(), options)
}

const predict = async (binaries: Binaries, options: RunOptions): Promise<number> => {
  const session = await startSession(binaries)
  try {
    const tally = { ...NOTHING }
    const clearIn = (namespace: string): Promise<void> => clear(session, namespace)
    if (options.stories !== undefined) {
      const start = Date.now()
      const stories = await tellStories(session, tally, clearIn, options.stories)
      if (stories === 0) {
        console.error(`no story has ${JSON.stringify(options.stories)} in its title`)
        return 3
      }
      console.log(`${stories} stories, ${summary(tally, start)}`)
    }
    for (const seed of options.steps === 0 ? [] : options.seeds) {
      const start = Date.now()
      const steps = { ...NOTHING }
      await randomSteps(session, options, seed, steps)
      console.log(`seed ${seed}: ${summary(steps, start)}`)
    }
    for (const seed of options.manifests === 0 ? [] : options.seeds) {
      const start = Date.now()
      const found = await compareManifests(session, { manifests: options.manifests, seed })
      const { compared, clean, strict, undecoded, sentences } = found
      console.log(
        `seed ${seed}: ${compared} manifests posted: ${clean} decoded, ${strict} with ${sentences} strict errors, ${undecoded} not decoded, ${Math.round((Date.now() - start) / 1000)} s`,
      )
    }
    for (const seed of options.fillings === 0 ? [] : options.seeds) {
      const start = Date.now()
      const found = await compareFillings(session, { fillings: options.fillings, seed })
      const { fillings, bound, pending } = found
      console.log(
        `seed ${seed}: ${fillings} fillings, ${bound} pods bound and ${pending} not, ${Math.round((Date.now() - start) / 1000)} s`,
      )
    }
    console.log(`Kubernetes ${NEWEST_RELEASE}: 0 wrong`)
    return 0
  } catch (error) {
    if (!(error instanceof WrongPrediction)) throw error
    console.error([error.message, ...error.details.map((line) => `  ${line}`)].join('\n'))
    return 1
  } finally {
    await session.stop()
  }
}

const summary = (
  { steps, ends, events, eventsNotCompared, claims }: Tally,
  start: number,
): string => {
  const seconds = ((Date.now() - start) / 1000).toFixed(0)
  const left =
    eventsNotCompared === 0 ? '' : ` (${eventsNotCompared} more summed up by their recorder)`
  return `${steps} steps with ${ends} possible ends, ${events} events${left}, ${claims} other claims, ${seconds} s`
}

const randomSteps = async (
  session: Session,
  { steps, verbose }: RunOptions,
  seed: number,
  tally: Tally,
): Promise<void> => {
  const random = randomOf(seed)
  for (let done = 0, episode = 1; done < steps; episode++) {
    const namespace = `seed-${seed}-${episode}`
    await createNamespace(session, namespace)
    await joinReadyNodes(
      session,
      ['n1', 'n2', 'n3', 'n4'].map((name) => newNode(name)),
    )
    const stage = await openStage(session, namespace, tally)
    const told = tellIn(session, namespace, stage, tally)
    /** Lets the kubelets do their part for some DaemonSets, where podfit can foresee the end, maybe of an update. */
    const kubeletsWork = async (isChosen: () => boolean, updates = false): Promise<void> => {
      for (const { metadata } of stage.world().cluster.daemonSets?.values() ?? []) {
        const name = metadata?.name ?? ''
        if (!isChosen() || !isForeseeable(told, name)) continue
        if (verbose) console.log(`${done}: the kubelets see to ${name}`)
        await named(seed, steps, done, async () => {
          await rollOut(told, name)
          if (!updates) return
          const next = withImage(told.daemonSet(name), 'registry.invalid/next:1')
          await told.step((scene) => applyDaemonSet(scene, `update ${name}`, next))
          await rollOut(told, name)
        })
      }
    }
    const failures = new Map<string, number>()
    for (let i = 0; i < EPISODE && done < steps; i++, done++) {
      await stage.ready()
      const scene = { session, namespace, cluster: stage.world().cluster }
      const step = randomStep(scene, random, failures, i)
      if (verbose) console.log(`${done + 1}: ${step.text}`)
      await named(seed, steps, done + 1, () => stage.step(step))
      await kubeletsWork(() => random.chance(WORKS))
    }
    await kubeletsWork(() => true, true)
    await clear(session, namespace)
  }
}

/** Says of a wrong prediction how it can be made again. */
const named = async (
  seed: number,
  steps: number,
  number: number,
  act: () => Promise<void>,
): Promise<void> => {
  try {
    await act()
  } catch (error) {
    if (!(error instanceof WrongPrediction)) throw error
    const at = `step ${number} of --stories none --steps ${steps} --seed ${seed}`
    throw new WrongPrediction(`${at}: ${error.message}`, error.details)
  }
}

/** Removes what was done in a namespace, so that the next one has the nodes to itself. */
const clear = async (
  { controlPlane: { client }, quiet }: Session,
  namespace: string,
): Promise<void> => {
  const now = { kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 0 }
  const body = { ...now, propagationPolicy: 'Background' }
  const apps = `/apis/apps/v1/namespaces/${namespace}`
  await client.send('DELETE', `${apps}/daemonsets`, { body })
  await quiet()
  await client.send('DELETE', `/api/v1/namespaces/${namespace}/pods`, { body: now })
  await client.send('DELETE', `${apps}/controllerrevisions`, { body: now })
  await client.send('DELETE', '/api/v1/nodes', { body: now })
  await quiet()
}

process.exitCode = await main(runOptions(process.argv.slice(2), Date.now()))
