import type { Node } from '../../../graph/index.ts'
import { createTensor, elementCount, type Tensor } from '../../../tensor/index.ts'
import { type Artifact, greatestLogit, logitUnit } from '../../artifact.ts'
import { castTo } from '../../attributes.ts'
import type { FloatModel } from '../../float/index.ts'
import { isReal } from '../real-values.ts'

/** What a model does to scores before their softmax: it adds a mask, or replaces those where a condition says so. */
export type Mask =
  | { readonly kind: 'add'; readonly node: Node; readonly mask: string }
  | {
      readonly kind: 'replace'
      readonly node: Node
      readonly condition: string
      readonly where: boolean
      readonly by: number
    }

/** Scores, and the masks that are put on them, the first one first. */
export interface MaskedScores {
  readonly scores: string
  readonly masks: readonly Mask[]
  /** What the last mask makes. */
  readonly output: string
}

/** Beyond every clipped logit: what such a mask is added to counts for nothing beside one that isn't masked. */
const maskedLogit = -(2 ** 29)

/** The masks that begin at `node`, where they do. */
export function readMasks(node: Node, model: FloatModel): MaskedScores | undefined {
  let output: string | undefined
  let scores: string | undefined
  const masks: Mask[] = []
  for (let next: Node | undefined = node; next !== undefined; next = model.soleConsumer(output)) {
    const read = readMask(next, output, model)
    if (read === undefined) break
    scores ??= read.scores
    masks.push(read.mask)
    output = next.outputs[0]!
  }
  return scores === undefined || output === undefined ? undefined : { scores, masks, output }
}

function readMask(
  node: Node,
  before: string | undefined,
  model: FloatModel,
): { readonly scores: string; readonly mask: Mask } | undefined {
  if (node.domain !== '') return undefined
  if (node.opType === 'Add') {
    const [first, second] = node.inputs as [string, string]
    const [scores, mask] = isMask(second, model) ? [first, second] : isMask(first, model) ? [second, first] : []
    if (scores === undefined || mask === undefined || isMask(scores, model)) return undefined
    if ((before !== undefined && scores !== before) || !keepsShape(node, scores, model)) return undefined
    return { scores, mask: { kind: 'add', node, mask } }
  }
  if (node.opType !== 'Where') return undefined
  const [condition, yes, no] = node.inputs as [string, string, string]
  const [scores, other] = model.constant(no) === undefined ? [no, yes] : [yes, no]
  const by = model.constant(other)
  if (by?.elementType !== 'float32' || by.data.length !== 1 || model.constant(scores) !== undefined) return undefined
  if ((before !== undefined && scores !== before) || !keepsShape(node, scores, model)) return undefined
  return {
    scores,
    mask: { kind: 'replace', node, condition, where: other === yes, by: toLogit(Number(by.data[0])) },
  }
}

/** A constant, or what the model makes of its own inputs by casts and arithmetic with constants. */
function isMask(value: string, model: FloatModel): boolean {
  return model.constant(value) !== undefined || isReal(value, model)
}

function keepsShape({ outputs }: Node, scores: string, model: FloatModel): boolean {
  const [from, to] = [model.types.get(scores)?.shape, model.types.get(outputs[0]!)?.shape]
  return from !== undefined && from.length === to?.length && elementCount(from) === elementCount(to)
}

/** The computed values that the masks read, with the form that each is read in. */
export function maskInputs(masks: readonly Mask[], model: FloatModel): ReadonlyMap<string, 'logits' | 'values'> {
  const computed = masks
    .map(mask => (mask.kind === 'add' ? ([mask.mask, 'logits'] as const) : ([mask.condition, 'values'] as const)))
    .filter(([value]) => model.constant(value) === undefined)
  return new Map(computed)
}

/**
 * Whole logits with a mask put on them: integers, so that what is masked out stays far below all that isn't.
 * @param steps int32 within {@link greatestLogit}, or masked ones.
 */
export function writeMask(artifact: Artifact, steps: string, mask: Mask, model: FloatModel): string {
  const name = (part: string) => `${mask.node.outputs[0]!}/${part}`
  if (mask.kind === 'add') {
    const constant = model.constant(mask.mask)
    const added = constant
      ? writeIntegers(artifact, name('mask'), maskSteps(constant))
      : wholeLogits(artifact, mask.mask, artifact.held(mask.mask, 'logits'))
    return artifact.node('Add', name('masked'), [steps, added])
  }
  const { keep, by } = writeCondition(artifact, mask, model, name)
  const kept = artifact.node('Mul', name('kept'), [steps, keep])
  return artifact.node('Add', name('masked'), [kept, by])
}

/** 1 where a score is kept and 0 elsewhere, and what is added there. */
function writeCondition(
  artifact: Artifact,
  { condition, where, by }: Extract<Mask, { kind: 'replace' }>,
  model: FloatModel,
  name: (part: string) => string,
): { readonly keep: string; readonly by: string } {
  const constant = model.constant(condition)
  if (constant !== undefined) {
    const keeps = Int32Array.from(constant.data as Uint8Array, holds => Number((holds !== 0) !== where))
    const { shape } = constant
    return {
      keep: writeIntegers(artifact, name('keep'), createTensor('int32', shape, keeps)),
      by: writeIntegers(
        artifact,
        name('replacement'),
        createTensor(
          'int32',
          shape,
          keeps.map(keep => (keep ? 0 : by)),
        ),
      ),
    }
  }
  const holds = artifact.node('Cast', name('condition'), [artifact.held(condition, 'values')], castTo.int32)
  const not = artifact.node('Sub', name('negation'), [artifact.scalar('integer_1', 'int32', 1), holds])
  const [keep, replaced] = where ? [not, holds] : [holds, not]
  return { keep, by: artifact.node('Mul', name('replacement'), [replaced, artifact.scalar(name('by'), 'int32', by)]) }
}

function writeIntegers(artifact: Artifact, name: string, { shape, data }: Tensor<'int32'>): string {
  return artifact.constant(name, 'int32', data, shape)
}

function maskSteps({ shape, data }: Tensor): Tensor<'int32'> {
  return createTensor(
    'int32',
    shape,
    Int32Array.from(data as Float32Array, value => toLogit(value)),
  )
}

function toLogit(value: number): number {
  const logit = Math.round(value * logitUnit)
  return Number.isNaN(logit) || logit <= -greatestLogit ? maskedLogit : Math.min(greatestLogit, logit)
}

/** Logits, clipped and rounded to int32. */
export function wholeLogits(artifact: Artifact, name: string, logits: string): string {
  const clipped = artifact.node('Clip', `${name}/clipped`, [
    logits,
    artifact.scalar('least_logit', 'float32', -greatestLogit),
    artifact.scalar('greatest_logit', 'float32', greatestLogit),
  ])
  const rounded = artifact.node('Round', `${name}/rounded`, [clipped])
  return artifact.node('Cast', `${name}/steps`, [rounded], castTo.int32)
}
