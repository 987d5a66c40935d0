import type { DaemonSet, Node, Pod } from 'podfit'
import { canonical } from './canonical.js'
import { WrongPrediction, type Stage, type Step, type Tally } from './check.js'
import { pictureOf } from './picture.js'
import type { Session } from './session.js'
import type { Scene } from './steps.js'

/** A namespace with nodes, in which a story happens. */
export interface Told {
  readonly session: Session
  readonly namespace: string
  readonly stage: Stage
  readonly scene: () => Scene
  readonly node: (name: string) => Node
  readonly daemonSet: (name: string) => DaemonSet
  /** Its pods, by name. */
  readonly pods: (daemonSet: string) => readonly Pod[]
  readonly step: (make: (scene: Scene) => Step) => Promise<void>
  /** What podfit has said and what has come of it. */
  readonly claim: (what: string, predicted: unknown, actual: unknown) => void
}

export const byText = (a: string, b: string): number => (a < b ? -1 : 1)

/** Tells of what happens in a namespace. */
export const tellIn = (session: Session, namespace: string, stage: Stage, tally: Tally): Told => {
  const now = () => stage.world().cluster
  const scene = (): Scene => ({ session, namespace, cluster: now() })
  return {
    session,
    namespace,
    stage,
    scene,
    node: (name) => now().nodes?.get(name) as Node,
    daemonSet: (name) => now().daemonSets?.get(`${namespace}/${name}`) as DaemonSet,
    pods: (name) =>
      [...(now().pods?.values() ?? [])]
        .filter(({ metadata }) => metadata?.ownerReferences?.some((owner) => owner.name === name))
        .sort((a, b) => byText(a.metadata?.name ?? '', b.metadata?.name ?? '')),
    step: async (make) => {
      await stage.ready()
      await stage.step(make(scene()))
    },
    claim: (what, predicted, actual) => {
      tally.claims++
      if (canonical(predicted) === canonical(actual)) return
      const [said, found] = [canonical(predicted), canonical(actual)]
      const there = pictureOf(now(), now())
      throw new WrongPrediction(`wrong: ${what}`, [`- ${said}`, `+ ${found}`, 'now:', ...there])
    },
  }
}
