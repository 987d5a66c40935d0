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
