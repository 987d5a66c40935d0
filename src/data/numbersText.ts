const UNITS = 0xffff

/**
 * Whole numbers from 0 as text, for use as a key: short, quickly made, and different for different lists.
 */
export const numbersText = (numbers: readonly number[]): string => {
  for (const number of numbers) {
    if (number >= UNITS) return `${String.fromCharCode(UNITS)}${numbers.join()}`
  }
  return String.fromCharCode(...numbers)
}
