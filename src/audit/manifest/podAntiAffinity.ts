import * as E from 'fp-ts/Either'
import { equalJson } from '../../data/equalJson.js'
import { isJsonObject, member } from '../../data/own.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import type { LabelSelector } from '../../kube/labelSelector.js'
import { POD_SPEC, REQUIRED } from '../../kube/podTemplate.js'
import { LABEL_HOSTNAME } from '../../kube/wellKnown.js'
import { compileLabelSelector } from '../../selector/labelSelector.js'
import { allowsSurge } from '../../sync/updateStrategy.js'
import type { AuditRule, Fixable } from '../rule.js'

/** It wants no pods of its own beside its pods. @since 0.2.0 */
export interface PodAntiAffinity extends Fixable {
  readonly code: 'PodAntiAffinity'
  readonly topologyKey: string
  /**
   * What comes of it: nothing, for there is one pod on a node anyway; new pods wait for ever for the old ones of a surge; or of
   * all nodes of a topology one gets a pod.
   */
  readonly effect: 'Nothing' | 'BlocksSurge' | 'OnePerTopology'
}

const SEVERITY = { Nothing: 'note', BlocksSurge: 'error', OnePerTopology: 'error' } as const

/** Required anti-affinities between the pods of one DaemonSet. */
export const podAntiAffinity: AuditRule<PodAntiAffinity> = {
  code: 'PodAntiAffinity',
  severities: ['error', 'note'],
  needs: ['daemonSets'],
  doc: {
    means:
      'Its pods have a required anti-affinity to each other (`topologyKey`). On one node that says nothing (`effect: Nothing`): a DaemonSet has one pod there anyway. With a surge new pods wait for the old ones for ever (`BlocksSurge`), and beyond one node all pods of a zone but one stay Pending (`OnePerTopology`): both are errors.',
    fix: 'Take the term out.',
  },
  check: ({ daemonSets, semantics }) =>
    daemonSets.flatMap(({ daemonSet, subject }) =>
      ownTerms(daemonSet).map(({ index, topologyKey, selector }): PodAntiAffinity => {
        const effect =
          topologyKey !== LABEL_HOSTNAME
            ? 'OnePerTopology'
            : allowsSurge(daemonSet, semantics)
              ? 'BlocksSurge'
              : 'Nothing'
        const path = [...POD_SPEC, 'affinity', 'podAntiAffinity', REQUIRED, index]
        return {
          code: 'PodAntiAffinity',
          severity: SEVERITY[effect],
          subject,
          path,
          topologyKey,
          effect,
          ...(equalJson(selector, daemonSet.spec?.selector) && {
            fix: [{ op: 'remove', path }] as const,
          }),
        }
      }),
    ),
}

interface OwnTerm {
  readonly index: number
  readonly topologyKey: string
  readonly selector: object
}

/** The terms that its own pods match. */
const ownTerms = ({ metadata, spec }: DaemonSet): readonly OwnTerm[] => {
  const terms = member(spec?.template?.spec?.affinity?.podAntiAffinity, REQUIRED)
  return (Array.isArray(terms) ? (terms as readonly unknown[]) : []).flatMap((term, index) => {
    const selector = member(term, 'labelSelector')
    const topologyKey = member(term, 'topologyKey')
    const namespaces = member(term, 'namespaces')
    const isElsewhere =
      (Array.isArray(namespaces) &&
        namespaces.length > 0 &&
        !namespaces.includes(metadata?.namespace ?? '')) ||
      isJsonObject(member(term, 'namespaceSelector'))
    if (!isJsonObject(selector) || typeof topologyKey !== 'string' || isElsewhere) return []
    return matches(selector, spec?.template?.metadata?.labels)
      ? [{ index, topologyKey, selector }]
      : []
  })
}

/** The value is whatever stands there: what is not a selector matches nothing. */
const matches = (selector: LabelSelector, labels: Parameters<typeof isMatch>[1]): boolean => {
  const wellFormed =
    isStrings(member(selector, 'matchLabels')) &&
    isExpressions(member(selector, 'matchExpressions'))
  return wellFormed && isMatch(selector, labels)
}

const isMatch = (
  selector: LabelSelector,
  labels: Readonly<Record<string, string>> | null | undefined,
): boolean => {
  const read = compileLabelSelector(selector)
  return E.isRight(read) && read.right.matches(labels)
}

const isStrings = (value: unknown): boolean =>
  (value ?? null) === null ||
  (isJsonObject(value) && Object.values(value).every((each) => typeof each === 'string'))

const isExpressions = (value: unknown): boolean =>
  (value ?? null) === null ||
  (Array.isArray(value) &&
    value.every((each) => {
      const values = member(each, 'values') ?? []
      return (
        isJsonObject(each) && Array.isArray(values) && values.every((v) => typeof v === 'string')
      )
    }))
