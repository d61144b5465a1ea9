/** What each CPU is to run. */
export interface Task {
  readonly models: readonly { readonly name: string; readonly path: string }[]
  readonly randomGraphs: number
}

/** What one subject answers to one model: a hash of its outputs, or how a self-test ended. */
export interface Answer {
  readonly subject: string
  readonly model: string
  readonly answer: string
}
