import { readFileSync } from 'node:fs'
import type { Toleration } from 'podfit'
import { parse } from 'yaml'

type Said = 'allow' | 'deny'

/** Tolerations with what is right, and what policies of other engines say of them. */
export interface PolicyInput {
  readonly rule: string
  readonly input: string
  readonly kind?: string
  readonly tolerations: readonly Toleration[]
  readonly right: Said
  readonly rego: Said
  readonly vap: Said
  readonly kyverno: Said
}

export const RULES = ['controlPlane', 'spot', 'gpu'] as const

/** The inputs of `examples/policies`, in the order of the file. */
export const policyInputs = (): readonly PolicyInput[] => {
  const file = new URL('../../examples/policies/inputs.yaml', import.meta.url)
  const read = parse(readFileSync(file, 'utf8')) as Readonly<
    Record<string, readonly Omit<PolicyInput, 'rule'>[]>
  >
  return Object.entries(read).flatMap(([rule, inputs]) => inputs.map((each) => ({ rule, ...each })))
}

/** The object that has them: a Pod, or a CronJob. */
export const objectOf = ({
  kind = 'Pod',
  tolerations,
}: Pick<PolicyInput, 'kind' | 'tolerations'>): object => {
  const spec = { containers: [{ name: 'a', image: 'a' }], tolerations }
  const metadata = { name: 'p' }
  if (kind === 'Pod') return { apiVersion: 'v1', kind, metadata, spec }
  const template = { spec: { ...spec, restartPolicy: 'Never' } }
  const cronJob = { schedule: '@daily', jobTemplate: { spec: { template } } }
  return { apiVersion: 'batch/v1', kind: 'CronJob', metadata, spec: cronJob }
}

/** The request that a webhook gets of it. */
export const requestOf = (given: Pick<PolicyInput, 'kind' | 'tolerations'>) => ({
  uid: 'u1',
  operation: 'CREATE',
  kind: { kind: given.kind ?? 'Pod' },
  namespace: 'default',
  object: objectOf(given),
})
