import { createElements, type ElementArray, type ElementType, elementCount, type Shape } from '../../tensor/index.ts'
import { type SampleArray, SampleFormatFault } from './sample-array.ts'

type ReadElement = (view: DataView, offset: number, littleEndian: boolean) => number | bigint

/** The element type of each of numpy's kinds and sizes, and its reader. */
const elementReaders: ReadonlyMap<string, readonly [ElementType, ReadElement]> = new Map<
  string,
  readonly [ElementType, ReadElement]
>([
  ['f4', ['float32', (view, offset, little) => view.getFloat32(offset, little)]],
  ['f8', ['float64', (view, offset, little) => view.getFloat64(offset, little)]],
  ['b1', ['bool', (view, offset) => view.getUint8(offset)]],
  ['u1', ['uint8', (view, offset) => view.getUint8(offset)]],
  ['i1', ['int8', (view, offset) => view.getInt8(offset)]],
  ['u2', ['uint16', (view, offset, little) => view.getUint16(offset, little)]],
  ['i2', ['int16', (view, offset, little) => view.getInt16(offset, little)]],
  ['u4', ['uint32', (view, offset, little) => view.getUint32(offset, little)]],
  ['i4', ['int32', (view, offset, little) => view.getInt32(offset, little)]],
  ['u8', ['uint64', (view, offset, little) => view.getBigUint64(offset, little)]],
  ['i8', ['int64', (view, offset, little) => view.getBigInt64(offset, little)]],
])

const saveAgain = 'Save it again: `numpy.save(file, numpy.ascontiguousarray(array, dtype="float32"))`.'

/**
 * The array of an .npy file.
 * @throws SampleFormatFault
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function readNpy(bytes: Uint8Array, name = ''): SampleArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { header, dataOffset } = readHeader(bytes, view)
  const [, byteOrder, kind] = header.match(/'descr': *'([<>|=])([a-zA-Z]\d+)'/) ?? []
  const reader = elementReaders.get(kind ?? '')
  if (reader === undefined || byteOrder === undefined)
    throw new SampleFormatFault(
      `its elements are ${header.match(/'descr': *('[^']*'|\[[^\]]*\])/)?.[1] ?? 'of no stated type'}, want numbers`,
      saveAgain,
    )
  if (/'fortran_order': *True/.test(header))
    throw new SampleFormatFault('it is in Fortran order, want row-major', saveAgain)
  const shape = readShape(header)
  const elementBytes = Number(kind!.slice(1))
  const wantBytes = elementCount(shape) * elementBytes
  if (bytes.length - dataOffset !== wantBytes)
    throw new SampleFormatFault(
      `an array of shape [${shape}] takes ${wantBytes} bytes, have ${bytes.length - dataOffset}`,
      saveAgain,
    )
  const [elementType, read] = reader
  const elements: ElementArray = createElements(elementType, elementCount(shape))
  for (let i = 0; i < elements.length; i++) elements[i] = read(view, dataOffset + i * elementBytes, byteOrder !== '>')
  return { name, shape, elements }
}

function readHeader(bytes: Uint8Array, view: DataView): { readonly header: string; readonly dataOffset: number } {
  const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]
  if (bytes.length < 12 || !magic.every((byte, i) => bytes[i] === byte))
    throw new SampleFormatFault('it is no .npy file', saveAgain)
  const wide = bytes[6]! >= 2
  const headerOffset = wide ? 12 : 10
  const dataOffset = headerOffset + (wide ? view.getUint32(8, true) : view.getUint16(8, true))
  if (dataOffset > bytes.length) throw new SampleFormatFault('its header is cut off', saveAgain)
  return { header: new TextDecoder().decode(bytes.subarray(headerOffset, dataOffset)), dataOffset }
}

function readShape(header: string): Shape {
  const [, sizes] = header.match(/'shape': *\(([\d, ]*)\)/) ?? []
  if (sizes === undefined) throw new SampleFormatFault('its header states no shape', saveAgain)
  return sizes
    .split(',')
    .map(size => size.trim())
    .filter(size => size !== '')
    .map(Number)
}
