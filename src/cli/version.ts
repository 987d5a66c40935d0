/** The version of this package; a test holds it to package.json and the changelog. */
export const VERSION = '0.2.0'
