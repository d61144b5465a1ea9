/** The greatest code of each window of each channel. */
@unmanaged
export class MaxPool {
  input: usize
  output: usize
  line: usize
  channels: i32
  height: i32
  width: i32
  kernelHeight: i32
  kernelWidth: i32
  strideY: i32
  strideX: i32
  dilationY: i32
  dilationX: i32
  padTop: i32
  padLeft: i32
  outHeight: i32
  outWidth: i32
}

/** line: a row of the input and room for 16 more. */
export function maxPool(c: MaxPool): void {
  for (let channel = 0; channel < c.channels; channel++) {
    const input = c.input + <usize>(channel * c.height * c.width)
    const output = c.output + <usize>(channel * c.outHeight * c.outWidth)
    for (let y = 0; y < c.outHeight; y++) {
      greatestOfRows(c, input, y * c.strideY - c.padTop)
      const to = output + <usize>(y * c.outWidth)
      for (let x = 0; x < c.outWidth; x++) {
        let greatest = 0
        for (let tap = 0; tap < c.kernelWidth; tap++) {
          const at = x * c.strideX - c.padLeft + tap * c.dilationX
          if (at >= 0 && at < c.width) greatest = max(greatest, <i32>load<u8>(c.line + at))
        }
        store<u8>(to + x, <u8>greatest)
      }
    }
  }
}

function greatestOfRows(c: MaxPool, input: usize, top: i32): void {
  memory.fill(c.line, 0, c.width)
  for (let tap = 0; tap < c.kernelHeight; tap++) {
    const y = top + tap * c.dilationY
    if (y < 0 || y >= c.height) continue
    const row = input + <usize>(y * c.width)
    let x = 0
    for (; x + 16 <= c.width; x += 16)
      v128.store(c.line + x, i8x16.max_u(v128.load(c.line + x), v128.load(row + x)))
    for (; x < c.width; x++) store<u8>(c.line + x, max(load<u8>(c.line + x), load<u8>(row + x)))
  }
}
