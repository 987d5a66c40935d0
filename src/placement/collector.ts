import { nameOf } from '../kube/objectFacts.js'
import { appended, NOTHING } from '../data/appended.js'
import type { FieldPath } from '../data/fieldPath.js'
import { own } from '../data/own.js'
import type { Writable } from '../data/writable.js'
import type { Node } from '../kube/node.js'
import type { Taint } from '../kube/taint.js'
import type {
  NodeSelectorMismatch,
  Reason,
  ToleratedTaint,
  UntoleratedTaint,
} from '../reason/reason.js'
import type { RequiredAffinity } from '../selector/nodeAffinity.js'
import type { ReadToleration } from '../taint/readToleration.js'
import { taintParts } from '../taint/taintParts.js'
import { labelNearMiss, tolerationNearMiss } from './nearMiss.js'
import type { Policy, SelectedLabel } from './policy.js'
import { termMismatch } from './termMismatch.js'
import type { Listener } from './walk.js'

const ON_NAME: FieldPath = ['metadata', 'name']
const ON_UNSCHEDULABLE: FieldPath = ['spec', 'unschedulable']

/**
 * Writes down everything that a walk finds. A class, since closures made for each walk, and lists with
 * room for more than the one reason that most nodes have, would cost more than the walk itself.
 */
export class Collector implements Listener {
  reasons: readonly Reason[] = NOTHING
  toleratedTaints: readonly ToleratedTaint[] = NOTHING
  private readonly policy: Policy
  private readonly node: Node

  constructor(policy: Policy, node: Node) {
    this.policy = policy
    this.node = node
  }

  nodeNameDiffers(leaves: boolean): void {
    this.add({
      code: 'NodeNameMismatch',
      path: [...this.policy.path, 'nodeName'],
      nodePath: ON_NAME,
      expected: this.policy.nodeName,
      actual: nameOf(this.node),
      leaves,
    })
  }

  labelDiffers({ key, value, path: at, nodePath: on }: SelectedLabel, leaves: boolean): void {
    const labels = this.node.metadata?.labels
    const actual = own(labels, key)
    const near = labelNearMiss(key, 'In', [value], actual, labels)
    const reason: Writable<NodeSelectorMismatch> = {
      code: 'NodeSelectorMismatch',
      path: at,
      nodePath: on,
      key,
      expected: value,
      leaves,
    }
    if (actual !== undefined) reason.actual = actual
    if (near !== undefined) reason.near = near
    this.add(reason)
  }

  noTermMatches({ path: at, terms }: RequiredAffinity, leaves: boolean): void {
    const mismatches = terms.map((term) => termMismatch(term, this.node))
    this.add({ code: 'NodeAffinityMismatch', path: at, terms: mismatches, leaves })
  }

  unschedulable(leaves: boolean): void {
    const at = this.policy.tolerationsPath
    this.add({ code: 'NodeUnschedulable', path: at, nodePath: ON_UNSCHEDULABLE, leaves })
  }

  untolerated(taint: Taint, index: number, leaves: boolean): void {
    const near = tolerationNearMiss(taint, this.policy.tolerations, this.policy.semantics)
    const reason: Writable<UntoleratedTaint> = {
      code: 'UntoleratedTaint',
      path: this.policy.tolerationsPath,
      nodePath: ['spec', 'taints', index],
      taint: taintParts(taint),
      leaves,
    }
    if (near !== undefined) reason.near = near
    this.add(reason)
  }

  tolerated(taint: Taint, index: number, by: ReadToleration): void {
    this.toleratedTaints = appended(this.toleratedTaints, {
      nodePath: ['spec', 'taints', index],
      taint: taintParts(taint),
      by: by.source,
    })
  }

  private add(reason: Reason): void {
    this.reasons = appended(this.reasons, reason)
  }
}
