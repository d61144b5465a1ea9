import { crc32, inflateRawSync } from 'node:zlib'
import { SampleFormatFault } from './sample-array.ts'

/** A file inside a ZIP archive. */
export interface ZipEntry {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Signatures and sizes of the records. */
const localHeader = { signature: 0x04034b50, size: 30 }
const directoryHeader = { signature: 0x02014b50, size: 46 }
const directoryEnd = { signature: 0x06054b50, size: 22 }
const methods = { stored: 0, deflated: 8 }

const writeAgain = 'Save it again: `numpy.savez(file, name=array)`.'

/**
 * The files of a ZIP archive, stored or deflated, in the order of its directory. ZIP64 archives are not read.
 * @throws SampleFormatFault
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT section 4.3
 */
export function readZip(bytes: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const endOffset = findDirectoryEnd(view)
  const count = view.getUint16(endOffset + 10, true)
  const entries: ZipEntry[] = []
  let offset = view.getUint32(endOffset + 16, true)
  for (let i = 0; i < count; i++) {
    expectRecord(view, offset, directoryHeader)
    const [nameSize, extraSize, commentSize] = [28, 30, 32].map(field => view.getUint16(offset + field, true)) as [
      number,
      number,
      number,
    ]
    const name = new TextDecoder().decode(slice(bytes, offset + directoryHeader.size, nameSize))
    entries.push({ name, bytes: readEntry(bytes, view, offset, name) })
    offset += directoryHeader.size + nameSize + extraSize + commentSize
  }
  return entries
}

function findDirectoryEnd(view: DataView): number {
  for (let offset = view.byteLength - directoryEnd.size; offset >= 0; offset--)
    if (view.getUint32(offset, true) === directoryEnd.signature) return offset
  throw new SampleFormatFault('it is no ZIP archive, or it is cut off', writeAgain)
}

function readEntry(bytes: Uint8Array, view: DataView, directoryOffset: number, name: string): Uint8Array {
  const method = view.getUint16(directoryOffset + 10, true)
  const [checksum, packedSize, size, start] = [16, 20, 24, 42].map(field =>
    view.getUint32(directoryOffset + field, true),
  ) as [number, number, number, number]
  expectRecord(view, start, localHeader)
  const dataOffset = start + localHeader.size + view.getUint16(start + 26, true) + view.getUint16(start + 28, true)
  const packed = slice(bytes, dataOffset, packedSize)
  const entry = unpack(packed, method, size, name)
  if (entry.length !== size || crc32(entry) !== checksum)
    throw new SampleFormatFault(`its entry "${name}" is damaged`, writeAgain)
  return entry
}

function unpack(packed: Uint8Array, method: number, size: number, name: string): Uint8Array {
  if (method === methods.stored) return packed
  if (method !== methods.deflated)
    throw new SampleFormatFault(
      `its entry "${name}" is packed by method ${method}, want stored or deflated`,
      writeAgain,
    )
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) })
  } catch {
    throw new SampleFormatFault(`its entry "${name}" is damaged`, writeAgain)
  }
}

function expectRecord(view: DataView, offset: number, record: { readonly signature: number; readonly size: number }) {
  if (offset + record.size > view.byteLength || view.getUint32(offset, true) !== record.signature)
    throw new SampleFormatFault('its directory is damaged', writeAgain)
}

function slice(bytes: Uint8Array, offset: number, length: number): Uint8Array {
  if (offset + length > bytes.length) throw new SampleFormatFault('it is cut off', writeAgain)
  return bytes.subarray(offset, offset + length)
}
