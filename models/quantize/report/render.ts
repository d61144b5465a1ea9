import type { BoundDim, OutputLabels } from '../float/index.ts'
import type {
  EqualityReport,
  ForestReport,
  LayerReport,
  OutputReport,
  QuantizationReport,
} from './quantization-report.ts'

/** The report as lines of text for a terminal. */
export function renderQuantizationReport(report: QuantizationReport): string {
  const { floatBytes, artifactBytes, macs, ranges, calibrationSamples, evaluationSamples } = report
  return [
    `model      ${report.id}`,
    `size       ${count(floatBytes)} -> ${count(artifactBytes)} bytes, ${count(macs)} MACs`,
    ...report.dims.map(dimLine),
    ...report.forests.map(forestLine),
    ...report.labels.map(labelsLine),
    calibrationSamples === 0
      ? 'calibrated by the file itself: it is quantized'
      : `calibrated ${count(calibrationSamples)} samples, ${ranges} ranges`,
    '',
    ...table([
      ['layer', 'operators', 'MACs', 'scale', 'zero', 'SNR'],
      ...report.inputs.map(({ name, coding, signalToNoiseDb }) => [
        name,
        'input',
        '',
        coding ? significant(coding.scale) : 'as is',
        String(coding?.zeroPoint ?? ''),
        decibels(signalToNoiseDb),
      ]),
      ...report.layers.map(layerRow),
    ]),
    ...(evaluationSamples === 0
      ? []
      : ['', `compared with float32 on ${count(evaluationSamples)} samples`, ...report.outputs.flatMap(outputLines)]),
  ].join('\n')
}

function dimLine({ name, size, assumed }: BoundDim): string {
  const subject = name === '' ? 'an open size' : `the size "${name}"`
  return `shape      ${subject} is ${size}${assumed ? ', as for any batch that is not given' : ''}`
}

function forestLine({ name, trees, nodes, grid, mostRounded }: ForestReport): string {
  const leaves =
    grid === 0 ? 'as they were' : `on a grid of 2^${Math.log2(grid)}, rounded by ${significant(mostRounded)} at most`
  return `trees      ${name}: ${count(trees)} of ${count(nodes)} nodes, leaves ${leaves}`
}

function labelsLine({ output, as, labels }: OutputLabels): string {
  const numbers = as === 'index' ? 'the index of a label' : 'a column for each label, in place of a map'
  return `labels     ${output} is ${numbers}: ${labels.join(', ')}`
}

function layerRow({ name, operators, macs, coding, signalToNoiseDb }: LayerReport): readonly string[] {
  return [
    name,
    operators.join('+'),
    macs === 0 ? '' : count(macs),
    significant(coding.scale),
    String(coding.zeroPoint),
    decibels(signalToNoiseDb),
  ]
}

function outputLines({
  name,
  maxAbsoluteError,
  meanAbsoluteError,
  signalToNoiseDb,
  top,
  equality,
}: OutputReport): string[] {
  if (equality) return equalityLines(name, equality)
  const errors = `error at most ${significant(maxAbsoluteError)}, on average ${significant(meanAbsoluteError)}`
  const lines = [`  ${name}: ${errors}, SNR ${decibels(signalToNoiseDb)}`]
  if (top === undefined) return lines
  const ties = `ties at the top: float32 ${count(top.ties.float)}, artifact ${count(top.ties.artifact)}`
  lines.push(`  ${name}: greatest element agrees in ${count(top.agreeing)} of ${count(top.rows)} rows; ${ties}`)
  if (top.correct)
    lines.push(
      `  ${name}: correct by label: float32 ${count(top.correct.float)}, artifact ${count(top.correct.artifact)}`,
    )
  return lines
}

function equalityLines(name: string, { elements, equal, correct }: EqualityReport): string[] {
  const lines = [`  ${name}: ${count(equal)} of ${count(elements)} elements are equal`]
  if (correct)
    lines.push(`  ${name}: correct by label: float32 ${count(correct.float)}, artifact ${count(correct.artifact)}`)
  return lines
}

/** Columns padded to their widest cell: the first two to the left, numbers to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)))
  return rows.map(row =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  )
}

function count(natural: number): string {
  return String(natural).replace(/\B(?=(\d{3})+$)/g, ',')
}

function significant(value: number): string {
  return value === 0 ? '0' : String(Number(value.toPrecision(4)))
}

function decibels(ratio: number | null | undefined): string {
  if (ratio === undefined) return ''
  return ratio === null ? 'exact' : `${ratio.toFixed(1)} dB`
}
