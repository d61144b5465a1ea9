import { renderTable } from '../training/index.ts'
import type { MarketScores, Report } from './measure.ts'
import type { Score } from './score.ts'

/** The report as a page of Markdown. */
export function renderReport(report: Report): string {
  const { agreement } = report
  return `# The volatility model

A multilayer perceptron (120-64-32-1, Relu) that forecasts the next hour's volatility from ten half-hour candles.
Written by \`npm run train:volatility\`, which makes the same bytes on every machine; do not edit.

${renderTable(renderFacts(report))}

The markets are simulated: GARCH(1,1) of minute returns with jumps and three regimes (\`simulate-market.ts\`), 0.1 % to 2.3 % an
hour before the regime's multiplier. The model was trained on such markets and knows no others: its lead over the forecasts below
is a lead on them. In a quarter of the markets most minutes see no trade; there every forecast sees less.
It forecasts the mean of what may follow, jumps included; moving averages forecast the volatility in force.
In busy markets the range is nearly all that there is to know: there, a moving average of ranges with the best decay is as near in
RMSE and nearer in the median, and falls behind where it is wrong by a factor (QLIKE) and where trades are few.

R2 and RMSE are of volatilities, log R2 of their logarithms, QLIKE is the loss of Patton (2011), where 0 is perfect; the median
error is of |forecast / volatility - 1|. Decays of the moving averages (EWMA) are those with the least RMSE and the
least QLIKE on training samples.
${report.markets.map(renderMarkets).join('')}
## The artifact against the float model

On all test samples: R2 ${agreement.r2.toFixed(5)}, log R2 ${agreement.logR2.toFixed(5)}, RMSE ${percent(agreement.rmse, 4)}, median difference ${percent(agreement.medianError, 2)}.
The candles are coded three times, at magnifications of 1, 1/8 and 1/64, each saturating where its codes end: eight bits then resolve
a calm market and still reach a wild one.
`
}

function renderFacts({ id, artifactBytes, floatBytes, macs, recipe }: Report): string[][] {
  const { training, calibration, test } = recipe
  return [
    ['', ''],
    ['model id', `\`${id}\``],
    ['artifact, float model', `${artifactBytes} bytes, ${floatBytes} bytes`],
    ['multiply-accumulates', `${macs}`],
    [
      'input',
      '`candles` float32 [1, 10, 4]: open, high, low, close, oldest candle first, each `price / lastClose - 1`',
    ],
    ['', 'the last candle may still be open, as it is for half of the samples'],
    ['output', "`volatility` float32 [1, 1]: root of the sum of the next hour's squared minute returns; not negative"],
    ['training', `${training.samples} situations of simulated markets (seed ${training.marketSeed}),`],
    ['', `${training.epochs} epochs of Adam (seed ${training.networkSeed})`],
    ['calibration', `the first ${calibration.samples} situations`],
    ['test', `${test.samples} situations of markets that training never saw (seed ${test.marketSeed})`],
  ]
}

function renderMarkets({ markets, samples, scores }: MarketScores): string {
  const head = ['forecast', 'R2', 'log R2', 'RMSE', 'QLIKE', 'median error']
  const rows = scores.map(({ name, score }) => [name, ...renderScore(score)])
  return `
## Against what happened: ${markets} (${samples} samples)

${renderTable([head, ...rows])}
`
}

function renderScore({ r2, logR2, rmse, qlike, medianError }: Score): string[] {
  return [r2.toFixed(3), logR2.toFixed(3), percent(rmse, 3), qlike.toFixed(3), percent(medianError, 1)]
}

function percent(fraction: number, digits: number): string {
  return `${(100 * fraction).toFixed(digits)} %`
}
