/** Where a long run says how far it is. */
export interface Progress {
  update(done: number, total: number, label: string): void
  /** Clears what is shown. */
  end(): void
}

/** Shows nothing. */
export const silentProgress: Progress = { update: () => {}, end: () => {} }

const redrawMs = 100
const barWidth = 24

/** A line that redraws itself on a terminal; silent where `stream` is none. */
export function terminalProgress(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) return silentProgress
  let drawnAt = Number.NEGATIVE_INFINITY
  return {
    update: (done, total, label) => {
      if (performance.now() - drawnAt < redrawMs) return
      drawnAt = performance.now()
      const filled = Math.round((barWidth * done) / total)
      const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled)
      stream.write(
        `\r\x1b[2K${bar} ${Math.floor((100 * done) / total)} % ${label}`.slice(0, 5 + (stream.columns ?? 80)),
      )
    },
    end: () => {
      stream.write('\r\x1b[2K')
    },
  }
}
