/** Where the command line writes. */
export interface Streams {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
}

/** An object as one line of JSON, its bigints as decimal strings. */
export function toJsonLine(object: object): string {
  return JSON.stringify(object, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))
}
