import type { ElementArray, Shape } from '../../tensor/index.ts'

/** Numbers that a file holds, row-major; '' names the only array of a file that gives no names. */
export interface SampleArray {
  readonly name: string
  readonly shape: Shape
  /** Binary64 where the file says no more than that they are numbers. */
  readonly elements: ElementArray
}

/** Why a file is refused, and what to do about it; its reader knows neither the file's path nor the model. */
export class SampleFormatFault extends Error {
  constructor(
    readonly reason: string,
    readonly hint: string,
  ) {
    super(reason)
    this.name = 'SampleFormatFault'
  }
}
