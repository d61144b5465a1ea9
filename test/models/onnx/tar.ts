import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const blockBytes = 512

/** The regular files of a .tar.gz whose path `wanted` accepts, one after the other. */
export function* readTar(
  file: string,
  wanted: (path: string) => boolean,
): Generator<{ path: string; bytes: Uint8Array }> {
  const archive = gunzipSync(readFileSync(file))
  for (let at = 0; archive[at]; ) {
    const text = (offset: number, length: number) =>
      archive.toString('utf8', at + offset, at + offset + length).split('\0')[0]!
    const path = text(345, 155) === '' ? text(0, 100) : `${text(345, 155)}/${text(0, 100)}`
    const size = Number.parseInt(text(124, 12), 8)
    const start = at + blockBytes
    if (text(156, 1) === '0' && wanted(path)) yield { path, bytes: archive.subarray(start, start + size) }
    at = start + Math.ceil(size / blockBytes) * blockBytes
  }
}
