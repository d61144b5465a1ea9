import { renderTable } from '../training/index.ts'
import type { Report, Score } from './measure.ts'

/** The report as a page of Markdown. */
export function renderReport({ id, artifactBytes, floatBytes, macs, recipe, drawn, mnist }: Report): string {
  const { training, calibration, test } = recipe
  const facts = [
    ['', ''],
    ['model id', `\`${id}\``],
    ['artifact, float model', `${artifactBytes} bytes, ${floatBytes} bytes`],
    ['multiply-accumulates', `${macs}`],
    ['input', '`image` float32 [1, 1, 28, 28]: (pixel / 255 - 0.1307) / 0.3081, ink is 255'],
    ['output', '`logits` float32 [1, 10]'],
    [
      'training',
      `${training.steps} steps of Adam (seed ${training.networkSeed}), 32 of ${training.pictures} drawn pictures each (seed ${training.pictureSeed})`,
    ],
    ['calibration', `the first ${calibration.pictures} of them`],
    ['test', `${test.pictures} drawn pictures that training never saw (seed ${test.pictureSeed})`],
  ]
  const row = (name: string, score: Score) => {
    const share = (count: number) => `${((100 * count) / score.pictures).toFixed(2)} %`
    return [name, `${score.pictures}`, share(score.float), share(score.artifact), share(score.agreement)]
  }
  const rows = [row('drawn, unseen', drawn), ...(mnist === undefined ? [] : [row('MNIST, t10k', mnist)])]
  return `# The digit model

Two convolutions of 5 x 5 with stride 2 and two dense layers that read a digit from its picture. Written by \`npm run train:digits\`,
which makes the same model on every machine; do not edit.

${renderTable(facts)}

The pictures are drawn (\`draw-digit.ts\`): strokes of a few ways to write each digit, bent, slanted and stretched by seeded random numbers,
sized and centred about as MNIST's are. No picture of handwriting was trained or calibrated on; how much a hand distorts, and the ways to
write, were set with an eye on 2,000 pictures of another set of handwriting than t10k. So MNIST shows what drawing carries over; a network
trained on MNIST itself reads it better.

## Read right

${renderTable([['pictures', 'number', 'float model', 'artifact', 'artifact as float'], ...rows])}
`
}
