/** JSON with bigints as the whole numbers they are, which `JSON.stringify` refuses to write. */
export const exactJson = (value) => {
  let exact = false
  const text = JSON.stringify(value, (_key, member) => {
    if (typeof member !== 'bigint') return member
    exact = true
    return `${MARK}${member}`
  })
  return exact ? text.replace(MARKED, '$1') : text
}

const MARK = '\u0000int64:'
const MARKED = /"\\u0000int64:(-?\d+)"/g
