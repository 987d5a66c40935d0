import * as E from 'fp-ts/Either'
import { decodeObjects } from '../../src/decode/decodeObjects.js'
import { isJsonObject } from '../../src/data/own.js'
import { parseYaml } from '../../src/decode/yaml.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { LintExample } from '../docs/lintExamples.js'

/** The manifest of an example: what it leaves out is as it should be. */
export const manifestOf = (text: string, at: LintExample['at']): DaemonSet => {
  const [read] = parseYaml(text)
  const part = read !== undefined && E.isRight(read) && isJsonObject(read.right) ? read.right : {}
  const containers = [{ name: 'agent', image: 'agent:1' }]
  const labels = { app: 'agent' }
  const spec = {
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: { containers, ...(at === undefined && part) },
    },
    ...(at === 'spec' && part),
  }
  const manifest = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent', ...(at === 'metadata' && part) },
    spec,
  }
  const [daemonSet] = decodeObjects(manifest).daemonSets ?? []
  if (daemonSet === undefined) throw new Error(`no DaemonSet: ${text}`)
  return daemonSet
}
