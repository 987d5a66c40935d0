/** Whether two texts are the same but for the case of their letters. */
export const sameButForCase = (a: string, b: string): boolean =>
  a !== b && a.length === b.length && a.toLowerCase() === b.toLowerCase()

/**
 * Whether one edit turns one text into the other: a character changed, added, dropped, or swapped with
 * its neighbour.
 */
export const oneEditApart = (a: string, b: string): boolean => {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  const shorter = Math.min(a.length, b.length)
  let start = 0
  while (start < shorter && a.charCodeAt(start) === b.charCodeAt(start)) start++
  let end = 0
  while (
    end < shorter - start &&
    a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)
  ) {
    end++
  }
  const left = a.length - start - end
  const right = b.length - start - end
  if (left <= 1 && right <= 1) return true
  return left === 2 && right === 2 && a[start] === b[start + 1] && a[start + 1] === b[start]
}

/** Whether two texts are easily taken for one another. */
export const similar = (a: string, b: string): boolean => sameButForCase(a, b) || oneEditApart(a, b)

/**
 * How many edits turn one text into the other, as `oneEditApart` counts them, none of them within another; Infinity
 * above the most that are asked for.
 *
 * - **Cost** O(length × most)
 */
export const editsApart = (a: string, b: string, most: number): number => {
  const longer = b.length - a.length
  if (Math.abs(longer) > most) return Infinity
  const width = 2 * most + 1
  let beforeLast: readonly number[] = []
  let last: readonly number[] = Array.from({ length: width }, (_, k) =>
    k < most ? Infinity : k - most,
  )
  for (let i = 1; i <= a.length; i++) {
    const row: number[] = []
    for (let k = 0; k < width; k++) {
      const j = i + k - most
      const changed = (last[k] ?? Infinity) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const dropped = (last[k + 1] ?? Infinity) + 1
      const added = (row[k - 1] ?? Infinity) + 1
      const areSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = areSwapped ? (beforeLast[k] ?? Infinity) + 1 : Infinity
      row.push(j < 0 || j > b.length ? Infinity : Math.min(changed, dropped, added, swapped))
    }
    if (row.every((edits) => edits > most)) return Infinity
    beforeLast = last
    last = row
  }
  const edits = last[longer + most] ?? Infinity
  return edits > most ? Infinity : edits
}
