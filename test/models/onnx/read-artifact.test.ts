import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { describe, expect, test } from 'vitest'
import { AdmissionError, admit } from '../../../models/admission.ts'
import {
  type ModelProto,
  ModelProtoSchema,
  OperatorSetIdSchema,
  StringStringEntrySchema,
  ValueInfoProtoSchema,
} from '../../../models/onnx/generated/onnx_pb.ts'
import { readArtifact, readModel, writeModel } from '../../../models/onnx/index.ts'
import { concatBytes } from '../../../primitives/index.ts'
import { formGraphs } from '../../suites/form-graphs.ts'
import { denseGraph } from './sample-graph.ts'

const bytes = writeModel(formGraphs['a fully connected layer']())

/** The artifact with one thing changed. */
function changed(change: (model: ModelProto) => void): Uint8Array {
  const model = fromBinary(ModelProtoSchema, bytes)
  change(model)
  return toBinary(ModelProtoSchema, model)
}

const versioned = (irVersion: bigint) =>
  changed(model => {
    model.irVersion = irVersion
  })

/** What admission says of a file. */
function reasons(artifact: Uint8Array): readonly string[] {
  try {
    admit(artifact)
    return []
  } catch (error) {
    if (error instanceof AdmissionError) return error.faults.map(({ reason }) => reason)
    throw error
  }
}

describe('readArtifact', () => {
  test('default: a written graph reads as it was, without faults', () => {
    expect(readArtifact(writeModel(denseGraph))).toEqual({ graph: denseGraph, faults: [] })
  })

  test.each([8n, 9n, 10n])('behavior: IR version %d came with the operator sets of the profile', irVersion => {
    expect(reasons(versioned(irVersion))).toEqual([])
  })

  test.each([3n, 7n, 11n, 13n])('error: IR version %d is read, and not admitted', irVersion => {
    const artifact = versioned(irVersion)
    expect(reasons(artifact)).toEqual([`it is of IR version ${irVersion}, want 8 to 10`])
    expect(readModel(artifact).name).toBe('sketch')
  })

  test.each([0n, 2n, 14n, 99n, -1n])('error: IR version %d is not read', irVersion => {
    const reason = `it is of IR version ${irVersion}, want 3 to 13`
    expect(reasons(versioned(irVersion))).toEqual([`${reason}`])
  })

  test('error: types of inner values are refused, whatever they are', () => {
    const type = { value: { case: 'tensorType' as const, value: { elemType: 8 } } }
    const artifact = changed(model => model.graph!.valueInfo.push(create(ValueInfoProtoSchema, { name: 'n1', type })))
    expect(reasons(artifact)).toEqual(['it declares the type of inner value "n1"'])
    expect(readModel(artifact)).toEqual(readModel(bytes))
  })

  test('error: an initialiser that is an input, too, is one that callers may replace', () => {
    const artifact = changed(({ graph }) => {
      const { value } = graph!.input[0]!.type!
      graph!.input.push(create(ValueInfoProtoSchema, { name: 'c0', type: { value } }))
    })
    expect(reasons(artifact)).toEqual(['initialiser "c0" is listed as an input'])
  })

  test('error: an operator set that no node is of may be one that a runtime lacks', () => {
    const artifact = changed(model =>
      model.opsetImport.push(create(OperatorSetIdSchema, { domain: 'ai.onnx.ml', version: 99n })),
    )
    expect(reasons(artifact)).toEqual([
      'it imports version 99 of operator set "ai.onnx.ml", want the standard one, and version 3 of ai.onnx.ml at most',
    ])
  })

  test('error: a field that is not known is refused by its number, and skipped in models to be quantized', () => {
    const trainingInfo = 20
    const unknown = new BinaryWriter().tag(trainingInfo, WireType.LengthDelimited).bytes(new Uint8Array()).finish()
    const artifact = concatBytes(bytes, unknown, unknown)
    expect(reasons(artifact)).toEqual(['it has a field that is not known: number 20 of ModelProto'])
    expect(readModel(artifact)).toEqual(readModel(bytes))
  })

  test('error: a field that is there twice is one of two, as a reader likes', () => {
    const again = new BinaryWriter().tag(1, WireType.Varint).int64(9n).finish()
    expect(reasons(concatBytes(bytes, again))).toEqual(['field ModelProto.ir_version is there twice'])
  })

  test('error: segments and overloads change what a file means', () => {
    const segment = changed(({ graph }) => {
      graph!.initializer[0]!.segment = { $typeName: 'inlay.onnx.TensorProto.Segment', begin: 0n, end: 1n }
    })
    expect(reasons(segment)).toEqual(['initialiser "c0" is a segment of a tensor'])
    const overload = changed(({ graph }) => {
      graph!.node[0]!.overload = 'other'
    })
    expect(reasons(overload)).toEqual(['node "n0" (QuantizeLinear) is of overload "other"'])
  })

  test('behavior: doc strings and metadata may be there', () => {
    const artifact = changed(model => {
      const entry = create(StringStringEntrySchema, { key: 'author', value: 'someone' })
      for (const owner of [model, model.graph!, model.graph!.node[0]!, model.graph!.initializer[0]!]) {
        owner.docString = 'a note'
        owner.metadataProps.push(entry)
      }
      model.graph!.input[0]!.docString = 'pixels'
    })
    expect(reasons(artifact)).toEqual([])
  })

  test('error: an output is what the file declares', () => {
    const declare = (elemType: number, size: bigint) =>
      changed(({ graph }) => {
        const { value } = graph!.output[0]!.type!
        if (value.case !== 'tensorType') throw new Error('the output is a tensor')
        value.value.elemType = elemType
        value.value.shape!.dim[1]!.value = { case: 'dimValue', value: size }
      })
    expect(reasons(declare(2, 10n))).toEqual([])
    expect(reasons(declare(3, 10n))).toEqual(['it is declared as int8 [1,10], and is uint8 [1,10]'])
    expect(reasons(declare(2, 11n))).toEqual(['it is declared as uint8 [1,11], and is uint8 [1,10]'])
  })
})
