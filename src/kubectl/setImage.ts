import { isJsonObject } from '../data/own.js'
import type { DaemonSet } from '../kube/daemonSet.js'

/**
 * A DaemonSet with other images, and the containers that it does not have.
 *
 * @since 0.2.0
 */
export interface SetImage<D> {
  readonly daemonSet: D
  /** The names that no container and no init container has; the images of the others are set all the same. */
  readonly missing: readonly string[]
}

/**
 * What `kubectl set image` makes of a DaemonSet: images by the names of containers and init containers; `*` is every
 * one of them.
 *
 * - **Upstream** kubectl `pkg/cmd/set/set_image.go` SetImageOptions.Run, setImage
 *
 * @example
 * import { setImage } from 'podfit/kubectl'
 *
 * const daemonSet = { spec: { template: { spec: { containers: [{ name: 'a', image: 'a:1' }] } } } }
 * const { daemonSet: changed, missing } = setImage(daemonSet, { a: 'a:2', b: 'b:2' })
 * changed.spec.template.spec.containers // => [{ name: 'a', image: 'a:2' }]
 * missing // => ['b']
 *
 * @since 0.2.0
 */
export const setImage = <D extends DaemonSet>(
  daemonSet: D,
  images: Readonly<Record<string, string>>,
): SetImage<D> => {
  const podSpec = daemonSet.spec?.template?.spec
  const pairs = Object.entries(images)
  const names = LISTS.flatMap((list) => itemsOf(podSpec?.[list])).map(nameIn)
  const missing = pairs
    .filter(([name]) => (name === ALL ? names.length === 0 : !names.includes(name)))
    .map(([name]) => name)
  const changed = LISTS.flatMap((list) => {
    const items = itemsOf(podSpec?.[list])
    return items.length === 0 ? [] : [[list, items.map((item) => withImage(item, pairs))]]
  })
  if (changed.length === 0) return { daemonSet, missing }
  const spec = {
    ...daemonSet.spec,
    template: {
      ...daemonSet.spec?.template,
      spec: { ...podSpec, ...(Object.fromEntries(changed) as object) },
    },
  }
  return { daemonSet: { ...daemonSet, spec }, missing }
}

const ALL = '*'

const LISTS = ['initContainers', 'containers'] as const

const itemsOf = (list: unknown): readonly unknown[] => (Array.isArray(list) ? list : [])

const nameIn = (item: unknown): unknown => (isJsonObject(item) ? item['name'] : undefined)

const withImage = (item: unknown, pairs: readonly (readonly [string, string])[]): unknown => {
  const [, image] = pairs.findLast(([name]) => name === ALL || name === nameIn(item)) ?? []
  return image === undefined || !isJsonObject(item) ? item : { ...item, image }
}
