/**
 * What was found out about models on this machine, kept so that it is found out once: it decides how long a model takes to open and
 * to run, never what it answers. What can't be read any more is found out again.
 */
export interface Findings {
  get(key: string): Promise<Uint8Array | undefined>
  put(key: string, value: Uint8Array): Promise<void>
}

/** Findings that last as long as the process. */
export function createMemoryFindings(): Findings {
  const found = new Map<string, Uint8Array>()
  return {
    async get(key) {
      return found.get(key)
    },
    async put(key, value) {
      found.set(key, value)
    },
  }
}
