import { renderTable } from '../training/index.ts'
import type { Report } from './measure.ts'

/** The report as a page of Markdown. */
export function renderReport({ id, artifactBytes, floatBytes, macs, recipe, scores, agreement }: Report): string {
  const { training, calibration, test } = recipe
  const facts = [
    ['', ''],
    ['model id', `\`${id}\``],
    ['artifact, float model', `${artifactBytes} bytes, ${floatBytes} bytes`],
    ['multiply-accumulates', `${macs}`],
    ['input', '`returns` float32 [1, 24, 1]: returns of five minutes, oldest first, in units of their mean size'],
    ['output', '`forecast` float32 [1, 1]: the next return, in the same unit'],
    [
      'training',
      `${training.steps} steps of Adam (seed ${training.networkSeed}), 32 of ${training.samples} situations each (seed ${training.poolSeed})`,
    ],
    ['calibration', `the first ${calibration.samples} situations`],
    ['test', `${test.samples} situations of pools that training never saw (seed ${test.poolSeed})`],
  ]
  const rows = scores.map(({ name, score }) => [name, score.r2.toFixed(4), `${(100 * score.direction).toFixed(1)} %`])
  return `# The price model

An LSTM of 16 units over the last 24 returns of a pool's price, and a sum of its last state, that forecast the next return.
Written by \`npm run train:price\`, which makes the same bytes on every machine; do not edit.

${renderTable(facts)}

The pools are simulated (\`simulate-pool.ts\`): a pool's price follows the market of the volatility model, trades push it away and
arbitrage brings it back, harder and faster in some pools than in others. What comes back can be foretold; the market itself can't: no
forecast from its past beats "no change" there. Real prices hold less that can be foretold, and nothing that this model was trained on.

## Against what happened

${renderTable([['forecast', 'R2', 'direction right'], ...rows])}

R2 is 1 less the squared error as a part of that of "no change". The linear forecasts are fitted on training samples by least squares; what
the LSTM has over them is that it tells fast pools from slow ones.

## The artifact against the float model

R2 ${agreement.r2.toFixed(5)}, greatest difference ${agreement.greatestDifference.toFixed(3)} of the input's unit.
`
}
