import type { FieldPath } from '../data/fieldPath.js'
import { int64ToJson, toInt64, type Int64 } from '../data/int64.js'
import type { Maybe } from '../data/maybe.js'
import type { PodSpec } from '../kube/pod.js'
import type { Semantics } from '../kube/semantics.js'
import type { FieldError } from '../reason/fieldError.js'
import { validateLabels } from './validateLabels.js'
import { validateNodeAffinity, validateNodeName } from './validateNodeSelector.js'
import { validateTolerations } from './validateTolerations.js'

/** What an object may keep although it is wrong, and which tolerations are known. */
export interface PodSpecOptions {
  readonly allowInvalidValues: boolean
  readonly tolerations: Semantics
}

const RESTART_POLICIES: readonly string[] = ['Always', 'OnFailure', 'Never']

/**
 * What is wrong with a pod's spec, as far as scheduling goes.
 *
 * - **Upstream** kubernetes `pkg/apis/core/validation/validation.go` ValidatePodSpec
 */
export const validatePodSpec = (
  spec: PodSpec,
  at: FieldPath,
  options: PodSpecOptions,
): readonly FieldError[] => {
  const affinity = spec.affinity?.nodeAffinity
  const nodeName = spec.nodeName ?? ''
  return [
    ...validateRestartPolicy(spec.restartPolicy, [...at, 'restartPolicy']),
    ...validateLabels(spec.nodeSelector, [...at, 'nodeSelector']),
    ...(affinity === null || affinity === undefined
      ? []
      : validateNodeAffinity(
          affinity,
          [...at, 'affinity', 'nodeAffinity'],
          options.allowInvalidValues,
        )),
    ...(nodeName === '' ? [] : validateNodeName(nodeName, [...at, 'nodeName'])),
    ...validateActiveDeadline(spec.activeDeadlineSeconds, [...at, 'activeDeadlineSeconds']),
    ...validateTolerations(spec.tolerations, {
      path: [...at, 'tolerations'],
      semantics: options.tolerations,
    }),
  ]
}

/** What any pod may be, but no DaemonSet's. */
export const validateDaemonPodSpec = (spec: PodSpec, at: FieldPath): readonly FieldError[] => {
  const deadline = spec.activeDeadlineSeconds ?? undefined
  return [
    ...supportedPolicy(spec.restartPolicy, [...at, 'restartPolicy'], ['Always']),
    ...(deadline === undefined
      ? []
      : [
          {
            type: 'Forbidden',
            path: [...at, 'activeDeadlineSeconds'],
            code: 'NoActiveDeadline',
          } as const,
        ]),
  ]
}

const MOST_SECONDS = 2 ** 31 - 1

const validateActiveDeadline = (value: Maybe<Int64>, at: FieldPath): readonly FieldError[] =>
  value === null || value === undefined || (value >= 1 && value <= MOST_SECONDS)
    ? []
    : [
        {
          type: 'Invalid',
          path: at,
          code: 'ActiveDeadlineRange',
          value: int64ToJson(toInt64(value)),
        },
      ]

const validateRestartPolicy = (policy: Maybe<string>, at: FieldPath): readonly FieldError[] =>
  (policy ?? '') === ''
    ? [{ type: 'Required', path: at, code: 'Present' }]
    : supportedPolicy(policy, at, RESTART_POLICIES)

const supportedPolicy = (
  policy: Maybe<string>,
  at: FieldPath,
  supported: readonly string[],
): readonly FieldError[] => {
  const value = policy ?? ''
  return supported.includes(value)
    ? []
    : [{ type: 'Unsupported', path: at, code: 'Supported', value, supported }]
}
