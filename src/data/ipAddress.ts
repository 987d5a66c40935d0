/** An IP address as a text gives it. */
export interface IpAddress {
  /** As it is spelled canonically: RFC 5952, an IPv4 address that is mapped into IPv6 as IPv4. */
  readonly canonical: string
  /** Whether every reader takes the text: no zero in front of a number, no group of more than four digits. */
  readonly strict: boolean
  /** Whether it is written as IPv6, and as such no mapped IPv4 address. */
  readonly isIPv6: boolean
}

const GROUPS = 8
const MAPPED = 0xffff

interface Read<A> {
  readonly value: A
  readonly strict: boolean
}

/**
 * Reads an IP address, zeros in front of its numbers allowed. Undefined where it is none.
 *
 * - **Upstream** utils `net/parse.go` ParseIPSloppy
 */
export const readIpAddress = (text: string): IpAddress | undefined => {
  const first = /[.:]/.exec(text)?.[0]
  if (first === '.') {
    const octets = readOctets(text)
    return octets && { canonical: octets.value.join('.'), strict: octets.strict, isIPv6: false }
  }
  const groups = first === ':' ? readGroups(text) : undefined
  if (groups === undefined) return undefined
  const isMapped =
    groups.value.slice(0, 5).every((group) => group === 0) && groups.value[5] === MAPPED
  return {
    canonical: isMapped ? octetsOf(groups.value.slice(6)).join('.') : groupsText(groups.value),
    strict: groups.strict,
    isIPv6: !isMapped,
  }
}

const readOctets = (text: string): Read<readonly number[]> | undefined => {
  const parts = text.split('.')
  const isRead =
    parts.length === 4 && parts.every((part) => /^[0-9]+$/.test(part) && Number(part) <= 0xff)
  return isRead
    ? { value: parts.map(Number), strict: parts.every((part) => !/^0./.test(part)) }
    : undefined
}

const octetsOf = (groups: readonly number[]): readonly number[] =>
  groups.flatMap((group) => [group >> 8, group & 0xff])

/** Eight groups of 16 bits; the last two may be written as an IPv4 address, a run of zeros as `::`. */
const readGroups = (text: string): Read<readonly number[]> | undefined => {
  const [head = '', tail, ...more] = text.split('::')
  if (more.length > 0) return undefined
  const before = readRun(head, tail === undefined)
  const after = tail === undefined ? NO_RUN : readRun(tail, true)
  if (before === undefined || after === undefined) return undefined
  const given = before.value.length + after.value.length
  if (tail === undefined ? given !== GROUPS : given >= GROUPS) return undefined
  const zeros = Array.from({ length: GROUPS - given }, () => 0)
  return {
    value: [...before.value, ...zeros, ...after.value],
    strict: before.strict && after.strict,
  }
}

const NO_RUN: Read<readonly number[]> = { value: [], strict: true }

/** Groups with colons between them. */
const readRun = (text: string, isLast: boolean): Read<readonly number[]> | undefined => {
  if (text === '') return NO_RUN
  const parts = text.split(':')
  const last = parts[parts.length - 1] ?? ''
  const octets = isLast && last.includes('.') ? readOctets(last) : undefined
  const groups = octets === undefined ? parts : parts.slice(0, -1)
  const isRead = groups.every(
    (part) => /^[0-9a-fA-F]+$/.test(part) && Number.parseInt(part, 16) <= 0xffff,
  )
  if (!isRead) return undefined
  const ofOctets = octets?.value ?? []
  return {
    value: [
      ...groups.map((part) => Number.parseInt(part, 16)),
      ...pairs(ofOctets).map(([high, low]) => high * 256 + low),
    ],
    strict: groups.every((part) => part.length <= 4) && (octets?.strict ?? true),
  }
}

const pairs = ([a, b, c, d]: readonly number[]): readonly (readonly [number, number])[] =>
  a === undefined || b === undefined || c === undefined || d === undefined
    ? []
    : [
        [a, b],
        [c, d],
      ]

/** The longest run of two zeros or more, the first of several, is written `::`. */
const groupsText = (groups: readonly number[]): string => {
  const text = groups.map((group) => group.toString(16))
  let [start, length] = [0, 1]
  for (let from = 0; from < GROUPS; from++) {
    let to = from
    while (to < GROUPS && groups[to] === 0) to++
    if (to - from > length) [start, length] = [from, to - from]
  }
  return length < 2
    ? text.join(':')
    : `${text.slice(0, start).join(':')}::${text.slice(start + length).join(':')}`
}
