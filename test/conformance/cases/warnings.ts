import * as fc from 'fast-check'
import { anyAffinity } from '../../../src/testing/matching.js'
import { anyTemplate } from '../../../src/testing/sceneDaemonSet.js'
import { anyKey, anyValue, sometimes, weighted } from '../../../src/testing/vocabulary.js'
import { record } from './parts.js'
import { recordedDaemonSet } from './recorded.js'

const few = <A>(item: fc.Arbitrary<A>, maxLength = 3): fc.Arbitrary<readonly A[]> =>
  fc.array(item, { maxLength })

/** Labels that are deprecated in one release or another, and others. */
const anyNodeLabel = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'beta.kubernetes.io/arch',
      'beta.kubernetes.io/os',
      'failure-domain.beta.kubernetes.io/region',
      'failure-domain.beta.kubernetes.io/zone',
      'beta.kubernetes.io/instance-type',
      'app.kubernetes.io/created-by',
      'scheduler.alpha.kubernetes.io/preferAvoidPods',
      'node-role.kubernetes.io/master',
      'kubernetes.io/os',
      'constructor',
    ),
  },
  { weight: 1, arbitrary: anyKey },
)

const anyExpression = record({
  key: sometimes(anyNodeLabel),
  operator: fc.constantFrom('In', 'Exists'),
  values: sometimes(
    few(fc.oneof(anyValue, fc.constantFrom('no label', 'x'.repeat(64), '-', '-'.repeat(70)))),
  ),
})

const anyTerm = record({ matchExpressions: sometimes(few(anyExpression, 2)) })

const anySelectorOrNull = fc.constantFrom(undefined, null, {}, { matchLabels: { a: 'x' } })

const anyPodTerm = record({
  topologyKey: sometimes(anyNodeLabel),
  labelSelector: anySelectorOrNull,
})

const anyPodAffinity = record({
  requiredDuringSchedulingIgnoredDuringExecution: sometimes(few(anyPodTerm, 2)),
  preferredDuringSchedulingIgnoredDuringExecution: sometimes(
    few(record({ weight: fc.constant(1), podAffinityTerm: sometimes(anyPodTerm) }), 2),
  ),
})

const anyWarnedAffinity = record({
  nodeAffinity: sometimes(
    record({
      requiredDuringSchedulingIgnoredDuringExecution: sometimes(
        record({ nodeSelectorTerms: sometimes(few(anyTerm, 2)) }),
      ),
      preferredDuringSchedulingIgnoredDuringExecution: sometimes(
        few(record({ weight: fc.constant(1), preference: sometimes(anyTerm) }), 2),
      ),
    }),
  ),
  podAffinity: sometimes(anyPodAffinity),
  podAntiAffinity: sometimes(anyPodAffinity),
})

const NAMES = ['a', 'b', 'c-d', '']
const anyName = fc.constantFrom(...NAMES)

const anyAnnotations = fc
  .uniqueArray(
    fc.constantFrom(
      'scheduler.alpha.kubernetes.io/critical-pod',
      'security.alpha.kubernetes.io/sysctls',
      'security.alpha.kubernetes.io/unsafe-sysctls',
      'seccomp.security.alpha.kubernetes.io/pod',
      ...NAMES.map((name) => `container.seccomp.security.alpha.kubernetes.io/${name}`),
      ...NAMES.map((name) => `container.apparmor.security.beta.kubernetes.io/${name}`),
      'other',
    ),
    { maxLength: 5 },
  )
  .chain((keys) =>
    fc
      .tuple(
        ...keys.map(() =>
          fc.constantFrom<string | null>(
            'unconfined',
            'runtime/default',
            'localhost/p',
            'localhost/',
            'x',
            '',
            null,
          ),
        ),
      )
      .map((values) => Object.fromEntries(keys.map((key, i) => [key, values[i]]))),
  )

const anyAppArmor = record({
  type: fc.constantFrom('Unconfined', 'RuntimeDefault', 'Localhost', undefined),
  localhostProfile: weighted<string | null | undefined>(
    [4, undefined],
    [2, 'p'],
    [1, ''],
    [1, null],
  ),
})

const anySecurityContext = record({
  seccompProfile: sometimes(fc.constantFrom({}, { type: 'RuntimeDefault' })),
  appArmorProfile: sometimes(anyAppArmor),
})

/** Whole and fractional, of every kind of suffix, and too large for thousandths in an int64. */
const anyQuantity: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<unknown>('1', '1500m', '100m', '0.5', '1.5Ki', '0.1Mi') },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom('', '-', '+'),
        fc.oneof(
          fc.bigInt({ min: 0n, max: 10n ** 18n }).map(String),
          fc.integer({ min: 0, max: 2000 }).map(String),
        ),
        fc.oneof(
          fc.constant(''),
          fc.constant(''),
          fc.integer({ min: 0, max: 999 }).map((fraction) => `.${fraction}`),
          fc.constantFrom('.0000000001', '.', '.123456789', '.500'),
        ),
        fc.constantFrom(
          '',
          '',
          'n',
          'u',
          'm',
          'k',
          'M',
          'G',
          'T',
          'P',
          'E',
          'Ki',
          'Mi',
          'Gi',
          'Ti',
          'Pi',
          'Ei',
          'e3',
          'E-2',
          'e18',
          'e0',
          'e1',
          'e-9',
        ),
      )
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(1, 1.5, 0, null, '0', '00', ' 1 ') },
)

const resourceList = (...names: readonly string[]): fc.Arbitrary<object> =>
  record(
    Object.fromEntries(names.map((name) => [name, fc.option(anyQuantity, { nil: undefined })])),
  )

const anyBytes = resourceList('memory', 'ephemeral-storage', 'cpu')

const anyResources = record({ limits: sometimes(anyBytes), requests: sometimes(anyBytes) })

const anyVariable = record({
  name: anyName,
  value: sometimes(fc.constantFrom('', 'x', '$(a)', '$(a)x', 'x$(b)', '$(c-d)', '$()')),
  valueFrom: sometimes(fc.constantFrom({}, { fieldRef: { fieldPath: 'spec.nodeName' } })),
})

const anyPort = record({
  name: sometimes(fc.constantFrom('http', 'metrics', '')),
  containerPort: weighted<number | null | undefined>([5, 80], [5, 8080], [1, 0], [1, undefined]),
  hostPort: sometimes(fc.constantFrom(80, 8080, 0)),
  hostIP: sometimes(fc.constantFrom('', '127.0.0.1', '10.0.0.1', '::1', 'odd')),
  protocol: sometimes(fc.constantFrom('TCP', 'UDP', 'SCTP', '')),
})

const anyContainer = record({
  name: anyName,
  securityContext: sometimes(anySecurityContext),
  resources: sometimes(anyResources),
  env: sometimes(
    few(
      fc.oneof({ weight: 9, arbitrary: anyVariable }, { weight: 1, arbitrary: fc.constant(null) }),
      4,
    ),
  ),
  ports: sometimes(few(anyPort, 4)),
})

const anyPath = fc.constantFrom('a', 'a/b', 'a/', 'ab', 'b//', '/', '', 'a/b/c')

const anyItems = sometimes(few(record({ key: fc.constant('k'), path: anyPath }), 3))

const anySource = record({
  configMap: sometimes(record({ name: sometimes(anyName), items: anyItems })),
  secret: sometimes(record({ name: sometimes(anyName), items: anyItems })),
  downwardAPI: sometimes(record({ items: anyItems })),
  serviceAccountToken: sometimes(record({ path: sometimes(anyPath) })),
  // Upstream takes it for granted that one of the names is there.
  clusterTrustBundle: sometimes(
    record({ name: sometimes(anyName), signerName: fc.constantFrom('s', ''), path: anyPath }),
  ),
  podCertificate: sometimes(
    record({
      signerName: fc.constant('s'),
      keyType: fc.constant('ED25519'),
      certificateChainPath: sometimes(anyPath),
      keyPath: sometimes(anyPath),
      credentialBundlePath: sometimes(anyPath),
    }),
  ),
}).chain((all) => fc.subarray(Object.keys(all)).map((kept) => pick(all, kept.slice(0, 2))))

const pick = (object: object, keys: readonly string[]): object =>
  Object.fromEntries(Object.entries(object).filter(([key]) => keys.includes(key)))

const anyVolume = fc
  .tuple(
    anyName,
    fc.oneof(
      {
        weight: 2,
        arbitrary: fc
          .constantFrom(
            'photonPersistentDisk',
            'gitRepo',
            'scaleIO',
            'flocker',
            'storageos',
            'quobyte',
            'glusterfs',
            'cephfs',
            'rbd',
            'emptyDir',
            'hostPath',
          )
          .chain((kind) => sometimes(fc.constant({})).map((source) => ({ [kind]: source }))),
      },
      {
        weight: 2,
        arbitrary: fc.oneof(
          record({ configMap: record({ name: sometimes(anyName), items: anyItems }) }),
          record({ secret: record({ secretName: sometimes(anyName), items: anyItems }) }),
          record({ downwardAPI: record({ items: anyItems }) }),
        ),
      },
      { weight: 3, arbitrary: record({ projected: record({ sources: few(anySource, 4) }) }) },
      {
        weight: 1,
        arbitrary: sometimes(
          record({
            spec: sometimes(
              record({
                resources: sometimes(
                  record({
                    requests: sometimes(resourceList('storage')),
                    limits: sometimes(resourceList('storage')),
                  }),
                ),
              }),
            ),
          }),
        ).map((volumeClaimTemplate) => ({ ephemeral: { volumeClaimTemplate } })),
      },
    ),
  )
  .map(([name, source]) => ({ name, ...source }))

/** Addresses in canonical and in other spellings, and what is none. */
const anyAddress = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '10.0.0.1',
      '010.0.0.1',
      '10.00.0.1',
      '1.2.3',
      '256.1.1.1',
      '1.2.3.4.5',
      '',
      '::',
      '::1',
      '1::',
      '2001:db8::1',
      '2001:DB8::1',
      '2001:0db8::1',
      '2001:db8:0:0:1::1',
      '::ffff:1.2.3.4',
      '::ffff:0102:0304',
      '::FFFF:01.2.3.4',
      '::1.2.3.4',
      '::1.2.3.04',

      '00001::1',
      '1:2:3:4:5:6:7:8',
      '1:2:3:4:5:6:7::',
      '1:2:3:4:5:6:7::8',
      '1:2:3:4:5:6:1.2.3.4',

      '0:0:1:0:0:0:1:0',
      '1:0:0:2:0:0:0:3',
      '1:0:0:2:2:0:0:3',
      'fe80::1%eth0',
      ':1',
      '1:',
      ':::',
      '1::2::3',
      '12345::',
      'g::',
      '1.2.3.4::',
      '::1.2.3.4:5',
      '1:0:2:3:4:5:6:7',
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.constantFrom('0', '00', '1', 'a', 'F', 'ffff', '0db8', '00001', ''), {
        minLength: 2,
        maxLength: 9,
      })
      .map((groups) => groups.join(':')),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom('', '', '::', '::ffff:', '1:2:3:4:5:6:', '1::'),
        fc.array(fc.constantFrom('0', '1', '01', '255', '256', '000', '1a', ''), {
          minLength: 3,
          maxLength: 5,
        }),
      )
      .map(([lead, octets]) => `${lead}${octets.join('.')}`),
  },
)

const anyWarnedSpec = record({
  nodeSelector: sometimes(
    few(anyNodeLabel).map((keys) => Object.fromEntries(keys.map((key) => [key, 'x']))),
  ),
  affinity: sometimes(fc.oneof(anyWarnedAffinity, anyAffinity)),
  topologySpreadConstraints: sometimes(few(anyPodTerm, 2)),
  volumes: sometimes(few(anyVolume)),
  hostAliases: sometimes(few(record({ ip: sometimes(anyAddress) }))),
  imagePullSecrets: sometimes(few(record({ name: sometimes(anyName) }))),
  dnsConfig: sometimes(record({ nameservers: sometimes(few(anyAddress)) })),
  overhead: sometimes(anyBytes),
  securityContext: sometimes(anySecurityContext),
  terminationGracePeriodSeconds: sometimes(fc.constantFrom(-1, 0, 30)),
  initContainers: sometimes(few(anyContainer, 2)),
  containers: sometimes(few(anyContainer, 2)),
  ephemeralContainers: weighted<unknown>([9, undefined], [1, [{ name: 'a' }]]),
  hostNetwork: sometimes(fc.boolean()),
})

/** Mostly a template with one or two oddities, so that each is met often; now and then one with many. */
const anyWarnedTemplate = fc
  .tuple(
    record({ annotations: sometimes(anyAnnotations), labels: fc.constant({ a: 'x' }) }),
    anyWarnedSpec,
    fc.integer({ min: 1, max: 16 }),
    fc.nat(),
  )
  .map(([metadata, spec, most, start]) => {
    const keys = Object.keys(spec)
    const kept = Array.from({ length: most }, (_, i) => keys[(start + i) % keys.length] ?? '')
    return { metadata, spec: pick(spec, most > 12 ? keys : [...kept, 'containers']) }
  })

const anyOldTemplate = fc.oneof(
  { weight: 3, arbitrary: anyWarnedTemplate },
  { weight: 1, arbitrary: anyTemplate('i') },
)

const withTemplate = (template: unknown, more: object = {}): object => ({
  metadata: { name: 'ds', namespace: 'default' },
  spec: { selector: { matchLabels: { a: 'x' } }, template, ...more },
})

/** What is created, and what is updated: to another template, to the same, or to one that says the same otherwise. */
export const warningCases = {
  warnings: fc.oneof(
    {
      weight: 20,
      arbitrary: anyWarnedTemplate.map((template) => ({ daemonSet: withTemplate(template) })),
    },
    {
      weight: 12,
      arbitrary: fc
        .tuple(anyWarnedTemplate, anyOldTemplate)
        .map(([template, old]) => ({ daemonSet: withTemplate(template), old: withTemplate(old) })),
    },
    {
      weight: 4,
      arbitrary: anyWarnedTemplate.map((template) => ({
        daemonSet: withTemplate(template),
        old: withTemplate(
          { ...template, spec: { ...template.spec, dnsPolicy: 'ClusterFirst' } },
          { minReadySeconds: 5 },
        ),
      })),
    },
    { weight: 1, arbitrary: recordedDaemonSet.map((daemonSet) => ({ daemonSet })) },
  ),
}
