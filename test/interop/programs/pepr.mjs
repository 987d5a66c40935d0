// What the capability that is named answers to requests, as Pepr calls it.
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { PeprMutateRequest, PeprValidateRequest } from 'pepr'

const { podfit } = await import(pathToFileURL(process.argv[2]).href)

const requestOf = (kind, namespace, tolerations) => ({
  uid: 'u1',
  operation: 'CREATE',
  kind: { group: '', version: 'v1', kind },
  namespace,
  object: { apiVersion: 'v1', kind, metadata: { name: 'p', namespace }, spec: { tolerations } },
})
const callbacks = (kind, key) =>
  podfit.bindings.filter((each) => each.kind.kind === kind).flatMap((each) => each[key] ?? [])

const mutated = new PeprMutateRequest(requestOf('Pod', 'batch', undefined))
for (const callback of callbacks('Pod', 'mutateCallback')) await callback(mutated)
const [validate] = callbacks('Pod', 'validateCallback')
console.log(
  JSON.stringify({
    kinds: [...new Set(podfit.bindings.map(({ kind }) => kind.kind))],
    denied: await validate(
      new PeprValidateRequest(requestOf('Pod', 'web', [{ operator: 'Exists' }])),
    ),
    added: mutated.Raw.spec.tolerations,
    allowed: await validate(
      new PeprValidateRequest({ ...requestOf('Pod', 'batch'), object: mutated.Raw }),
    ),
  }),
)
