/** Runs one thing at a time, in the order they were given. */
export function createExclusive(): <T>(run: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return run => {
    const result = last.then(run)
    last = result.catch(() => {})
    return result
  }
}
