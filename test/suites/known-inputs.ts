import type { AdmittedModel } from '../../models/admission.ts'
import { type InputKind, knownInput } from '../../models/backends/index.ts'
import type { Tensor } from '../../models/tensor/index.ts'

/** Inputs of a model that a seed decides. */
export function knownInputs(model: AdmittedModel, kind: InputKind, seed: number): readonly Tensor[] {
  return model.summary.inputs.map((spec, i) => knownInput(spec, kind, 100 * seed + i))
}
