/** The lines of one operation: those of named vectors, and those of generated ones. */
export interface Lines {
  readonly named: readonly string[]
  readonly generated: readonly string[]
}

const bytesOf = (line: string): number => Buffer.byteLength(line) + 1

const total = (lines: readonly string[]): number =>
  lines.reduce((sum, line) => sum + bytesOf(line), 0)

/** As many of the first lines as fit. */
const fitting = (lines: readonly string[], room: number): readonly string[] => {
  let left = room
  const end = lines.findIndex((line) => (left -= bytesOf(line)) < 0)
  return end < 0 ? lines : lines.slice(0, end)
}

/**
 * Lines that take no more than some bytes together: all named ones, and then of every operation the first
 * generated ones, for as many bytes as of any other. Generated cases come in no order, so the first are a
 * fair sample.
 */
export const chosen = (
  files: Readonly<Record<string, Lines>>,
  limit: number,
): Readonly<Record<string, readonly string[]>> => {
  const entries = Object.entries(files)
  const room = limit - entries.reduce((sum, [, { named }]) => sum + total(named), 0)
  const share = Math.floor(room / entries.length)
  return Object.fromEntries(
    entries.map(([operation, { named, generated }]) => [
      operation,
      [...named, ...fitting(generated, share)],
    ]),
  )
}
