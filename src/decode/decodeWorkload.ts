import * as E from 'fp-ts/Either'
import type { FieldPath } from '../data/fieldPath.js'
import { member } from '../data/own.js'
import type { SchedulerWorkload, WorkloadKind } from '../placement/schedulerWorkload.js'
import type { InputIssue } from '../reason/inputIssue.js'
import { decodeDaemonSet } from './decodeObject.js'

/** Where the template stands; a Pod is one itself. */
const TEMPLATES: { readonly [K in WorkloadKind]: FieldPath } = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  Pod: [],
}

/**
 * Reads the pods that a workload makes, by the rules of `decodeDaemonSet`.
 *
 * - **Errors** `Left` with every issue; also without a pod template. Never throws.
 */
export const decodeWorkload = (
  kind: WorkloadKind,
  value: unknown,
): E.Either<readonly InputIssue[], SchedulerWorkload> => {
  const at = TEMPLATES[kind]
  const template = at.reduce<unknown>((found, key) => member(found, String(key)), value)
  const spec = member(template, 'spec') ?? undefined
  if (spec === undefined) {
    const path = [...at, 'spec']
    return E.left([{ code: 'WrongType', path, expected: 'a pod spec', found: 'nothing' }])
  }
  const decoded = decodeDaemonSet({
    metadata: member(value, 'metadata'),
    spec: { template: kind === 'Pod' ? { spec } : template },
  })
  if (E.isLeft(decoded)) {
    return E.left(
      decoded.left.map((issue) => {
        const [first, second, ...rest] = issue.path
        const inTemplate = first === 'spec' && second === 'template'
        return inTemplate ? { ...issue, path: [...at, ...rest] } : issue
      }),
    )
  }
  const { metadata, spec: read } = decoded.right
  return E.right({
    kind,
    metadata: metadata ?? {},
    template: read?.template ?? {},
    path: [...at, 'spec'],
  })
}
