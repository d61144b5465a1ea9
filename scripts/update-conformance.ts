/** Plays onnx's backend suite and writes docs/conformance.md. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { packagePath } from '../primitives/index.ts'
import { playAll } from '../test/models/conformance/play.ts'
import { renderTable } from '../test/models/conformance/table.ts'

const introduction = `# Conformance with ONNX

What becomes of onnx's backend suite (1.22.0) here, written by \`npm run conformance\`. Each test's model is quantized on the test's
own input, admitted, and run on every backend, which must agree to the bit; integer inputs that decide shapes are fixed.

- **exact**: its outputs are the test's, bit for bit.
- **quantized**: they are within a tolerance, counted in steps of 1/255 of the output's span (4, and more for steep functions); and the
  float definition that calibration runs on gives the test's outputs to 0.1 %.
- **refused**: by a typed error that names the operator, type or feature.
- **wrong**: four tests that write softmax out node by node, of numbers up to 10,003 (test/models/conformance/tolerances.ts).
`

const played = await playAll()
if (played === undefined) {
  console.log("skipped: onnx's backend suite is not beside this checkout (../shared/data/onnx-suite)")
} else {
  mkdirSync(packagePath('docs'), { recursive: true })
  writeFileSync(packagePath('docs', 'conformance.md'), `${introduction}\n${renderTable(played)}`)
}
