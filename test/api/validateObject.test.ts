import { describe, expect, it } from 'vitest'
import { validateContainers, validateMetadata } from '../../src/api/validateObject.js'
import type { FieldError } from '../../src/reason/fieldError.js'
import { upstreamFieldError } from '../../src/report/upstream/fieldErrorText.js'

const said = (errors: readonly FieldError[]) =>
  errors.map((error) => upstreamFieldError(error).text)

const LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"

describe('validateMetadata', () => {
  it.each([
    [{ name: 'agent.v1', namespace: 'a' }, []],
    [{ namespace: 'a' }, ['metadata.name: Required value: name or generateName is required']],
    [{ generateName: 'agent-', namespace: 'a' }, []],
    [
      { generateName: '', namespace: 'a' },
      ['metadata.name: Required value: name or generateName is required'],
    ],
    [
      { generateName: 'A-b', name: 'a', namespace: 'a' },
      [`metadata.generateName: Invalid value: "A-b": ${SUBDOMAIN}`],
    ],
    [{ name: 'Agent', namespace: 'a' }, [`metadata.name: Invalid value: "Agent": ${SUBDOMAIN}`]],
    [
      { name: 'a'.repeat(254), namespace: 'a' },
      [`metadata.name: Invalid value: "${'a'.repeat(254)}": must be no more than 253 characters`],
    ],
    [{ name: 'a' }, ['metadata.namespace: Required value']],
    [
      { name: 'a', namespace: 'a.b' },
      ['metadata.namespace: Invalid value: "a.b": must not contain dots'],
    ],
    [{ name: 'a', namespace: 'A' }, [`metadata.namespace: Invalid value: "A": ${LABEL}`]],
    [
      { name: 'a', namespace: 'n'.repeat(64) },
      [
        `metadata.namespace: Invalid value: "${'n'.repeat(64)}": must be no more than 63 characters`,
      ],
    ],
  ])('%j', (metadata, errors) => {
    expect(said(validateMetadata(metadata, ['metadata']))).toEqual(errors)
  })

  it('looks at labels', () => {
    const [error] = validateMetadata({ name: 'a', namespace: 'a', labels: { a: '/' } }, [
      'metadata',
    ])
    expect(error).toMatchObject({ path: ['metadata', 'labels'], value: '/' })
  })
})

describe('validateContainers', () => {
  const good = { name: 'a', image: 'a:1' }

  it.each([
    [{ containers: [good] }, []],
    [{}, ['spec.containers: Required value']],
    [{ containers: [{ image: 'a' }] }, ['spec.containers[0].name: Required value']],
    [{ containers: [{ name: 'a' }] }, ['spec.containers[0].image: Required value']],
    [
      { containers: [{ ...good, name: 'A' }] },
      [`spec.containers[0].name: Invalid value: "A": ${LABEL}`],
    ],
    [
      { containers: [good], initContainers: [{ image: 'a' }, { image: 'a' }] },
      [
        'spec.initContainers[0].name: Required value',
        'spec.initContainers[1].name: Required value',
      ],
    ],
    [{ containers: [good, good] }, ['spec.containers[1].name: Duplicate value: "a"']],
    [
      { containers: [good], initContainers: [good, { name: 'b', image: 'b' }] },
      ['spec.initContainers[0].name: Duplicate value: "a"'],
    ],
  ])('%j', (spec, errors) => {
    expect(said(validateContainers(spec, ['spec']))).toEqual(errors)
  })
})
