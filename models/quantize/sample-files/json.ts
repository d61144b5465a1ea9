import { type SampleArray, SampleFormatFault } from './sample-array.ts'

const greatestRank = 16

const wantedForms = 'Write nested arrays of numbers with one sample per element, or an object of them by input name.'

/**
 * The arrays of a JSON file: nested lists of numbers, or an object of them by name.
 * @throws SampleFormatFault
 */
export function readJson(bytes: Uint8Array): readonly SampleArray[] {
  const root = parse(bytes)
  if (Array.isArray(root)) return [readNested('', root)]
  if (typeof root !== 'object' || root === null)
    throw new SampleFormatFault('it holds neither a list nor an object', wantedForms)
  return Object.entries(root).map(([name, list]) => readNested(name, list))
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw new SampleFormatFault(`it is no JSON (${(error as Error).message})`, wantedForms)
  }
}

function readNested(name: string, nested: unknown): SampleArray {
  const where = name === '' ? 'the list' : `"${name}"`
  const shape: number[] = []
  for (let inner = nested; Array.isArray(inner); inner = inner[0]) shape.push(inner.length)
  if (shape.length > greatestRank)
    throw new SampleFormatFault(`${where} is nested ${shape.length} deep, want at most ${greatestRank}`, wantedForms)
  const elements: number[] = []
  const visit = (inner: unknown, depth: number): void => {
    if (depth === shape.length) {
      if (typeof inner !== 'number')
        throw new SampleFormatFault(`${where} holds ${JSON.stringify(inner)?.slice(0, 40)}, want a number`, wantedForms)
      elements.push(inner)
      return
    }
    if (!Array.isArray(inner) || inner.length !== shape[depth])
      throw new SampleFormatFault(`${where} is not rectangular: its first rows have shape [${shape}]`, wantedForms)
    for (const item of inner) visit(item, depth + 1)
  }
  visit(nested, 0)
  return { name, shape, elements: Float64Array.from(elements) }
}
