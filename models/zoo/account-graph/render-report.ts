import { renderTable } from '../training/index.ts'
import type { Report } from './measure.ts'
import { featureNames } from './transfer-graph.ts'

/** The report as a page of Markdown. */
export function renderReport(report: Report): string {
  const { rankings, difference } = report
  const shares = rankings[0]!.ranking.alarms.map(({ share }) => share)
  return `# The account-graph model

A graph network (two rounds of messages, 12 numbers an account, tanh) that gives the log odds that each of 31 accounts belongs to a ring
of thieves, from numbers about the accounts and from who sent to whom. Written by \`npm run train:account-graph\`, which makes the same
bytes on every machine; do not edit.

${renderTable(renderFacts(report))}

The features, in order: ${featureNames.join('; ')}. Of fewer accounts or transfers than fit, the rest of the accounts are zeros, and the
rest of the transfers go from account 31 to itself.

The graphs are simulated (\`transfer-graph.ts\`): honest accounts, shops that many pay, and in seven of ten a ring that collects from
victims, passes what it got to mules, and takes it out; in six of ten a firm pays people who pay a landlord, in the same pattern. Thieves
are a little younger and pass on more; a fifth of them are reported, and one in fifty of the honest.
The model was trained on such graphs and knows no others; real rings adapt to what looks for them.

## Against what sees no transfers, on graphs that training never saw

The area is the chance that a thief scores above an honest account. An alarm for a share of all accounts is given for those that score
highest; precision is how many of the alarms are thieves, recall how many of the thieves get one.

${renderTable([
  ['score', 'area', ...shares.map(share => `precision, recall at ${percent(share)}`)],
  ...rankings.map(({ name, ranking }) => [
    name,
    ranking.area.toFixed(4),
    ...ranking.alarms.map(({ precision, recall }) => `${percent(precision)}, ${percent(recall)}`),
  ]),
])}

The rule scores a report as 1, and adds what is passed on, less the age.

## The artifact against the float model

The log odds differ by ${difference.mean.toPrecision(2)} in the mean and ${difference.greatest.toPrecision(2)} at most. Messages are eight-bit codes, and their sums exact.
`
}

function renderFacts({ id, artifactBytes, floatBytes, macs, recipe, accounts, thieves }: Report): string[][] {
  const { training, calibration, test } = recipe
  return [
    ['', ''],
    ['model id', `\`${id}\``],
    ['artifact, float model', `${artifactBytes} bytes, ${floatBytes} bytes`],
    ['multiply-accumulates', `${macs}`],
    ['inputs', '`accounts` float32 [32, 6], `edges` int64 [2, 96]: senders, then receivers'],
    ['output', '`log_odds` float32 [32, 1]'],
    [
      'training',
      `${training.graphs} graphs (seed ${training.graphSeed}), each once, by Adam (seed ${training.networkSeed})`,
    ],
    ['calibration', `the first ${calibration.graphs} graphs`],
    ['test', `${test.graphs} graphs (seed ${test.graphSeed}): ${accounts} accounts, ${thieves} of them thieves`],
  ]
}

function percent(fraction: number): string {
  return `${Number((100 * fraction).toFixed(1))} %`
}
