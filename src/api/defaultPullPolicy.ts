const DOMAIN = String.raw`(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::\d+)?`
const PART = String.raw`[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*`
const REFERENCE = new RegExp(
  `^(?:${DOMAIN}/)?${PART}(?:/${PART})*(?::([\\w][\\w.-]{0,127}))?(@[A-Za-z][\\w.+-]*:[0-9a-fA-F]{32,})?$`,
)

/**
 * How an image is pulled when the container does not say: always if its tag is `latest` or it has neither
 * tag nor digest. What is no image reference has no tag.
 *
 * - **Upstream** kubernetes `pkg/util/parsers` ParseImageName; `pkg/apis/core/v1` SetDefaults_Container
 */
export const defaultPullPolicy = (image: string): 'Always' | 'IfNotPresent' => {
  const match = REFERENCE.exec(image)
  if (match === null) return 'IfNotPresent'
  const [, tag, digest] = match
  return tag === 'latest' || (tag === undefined && digest === undefined) ? 'Always' : 'IfNotPresent'
}
