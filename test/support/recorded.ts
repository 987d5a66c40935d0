import { readFileSync } from 'node:fs'
import type { InstantText } from '../../src/data/instant.js'
import type { Maybe } from '../../src/data/maybe.js'
import type { ControllerRevision } from '../../src/kube/controllerRevision.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { Node } from '../../src/kube/node.js'
import type { ObjectMeta } from '../../src/kube/objectMeta.js'
import type { Pod } from '../../src/kube/pod.js'

/** A recorded cluster of test/fixtures, and the instant to look at it. */
export interface Recorded {
  readonly file: string
  readonly now: InstantText
  readonly daemonSets: readonly DaemonSet[]
  readonly nodes: readonly Node[]
  readonly pods: readonly Pod[]
  readonly revisions: readonly ControllerRevision[]
}

/** An object of any kind. */
export interface Item {
  readonly kind?: Maybe<string>
  readonly metadata?: Maybe<ObjectMeta>
}

/** Nothing reads them, and they are half of every object. */
const withoutManagedFields = (key: string, value: unknown): unknown =>
  key === 'managedFields' ? undefined : value

const readRecorded = (file: string, now: InstantText): Recorded => {
  const text = readFileSync(new URL(`../fixtures/${file}`, import.meta.url), 'utf8')
  const { items } = JSON.parse(text, withoutManagedFields) as { items: readonly Item[] }
  const ofKind = (kind: string): readonly unknown[] => items.filter((item) => item.kind === kind)
  return {
    file,
    now,
    daemonSets: ofKind('DaemonSet') as readonly DaemonSet[],
    nodes: ofKind('Node') as readonly Node[],
    pods: ofKind('Pod') as readonly Pod[],
    revisions: ofKind('ControllerRevision') as readonly ControllerRevision[],
  }
}

/** The recorded clusters, in the order of test/fixtures/README.md. */
export const recordedClusters: readonly Recorded[] = [
  readRecorded('kind.json', '2026-09-14T10:30:00Z'),
  readRecorded('eks-karpenter.json', '2026-10-02T14:05:30Z'),
  readRecorded('mixed-windows.json', '2026-09-30T08:15:00Z'),
  readRecorded('kubeadm-old.json', '2023-09-20T07:45:00Z'),
]
