import { renderTable } from '../training/index.ts'
import type { Report } from './measure.ts'
import { featureNames } from './transfers.ts'

/** The report as a page of Markdown. */
export function renderReport(report: Report): string {
  const { rankings, greatestDifference } = report
  const shares = rankings[0]!.ranking.alarms.map(({ share }) => share)
  return `# The transfer-screening model

Gradient boosted trees that give the log odds that a transfer is a fraud, from ten numbers about it, its sender and its receiver.
Written by \`npm run train:transfer-screening\`, which makes the same bytes on every machine; do not edit.

${renderTable(renderFacts(report))}

The features, in order: ${featureNames.join('; ')}.

The transfers are simulated (\`transfers.ts\`): thefts that empty an account, payments to mules, sums split in parts, and honest
transfers, some of which look like frauds: moves of all that one has, payments to shops that many pay, and others that share some of
a fraud's features by chance. Frauds hide: nearly half of their features are as an honest transfer's. The model was trained on such
transfers and knows no others. Its lead over the rules is a lead on them; real frauds adapt to what screens them.

## Against rules, on transfers that training never saw

The area is the chance that a fraud scores above an honest transfer. An alarm for a share of all transfers is given for those that score
highest; precision is how many of the alarms are frauds, recall how many of the frauds get one.

${renderTable([
  ['score', 'area', ...shares.map(share => `precision, recall at ${percent(share)}`)],
  ...rankings.map(({ name, ranking }) => [
    name,
    ranking.area.toFixed(4),
    ...ranking.alarms.map(({ precision, recall }) => `${percent(precision)}, ${percent(recall)}`),
  ]),
])}

The points: one each for more than 70 % of the balance, a sender younger than ten days, less than five minutes since its last
transfer, more than seven transfers in a day, a receiver new to the sender, one younger than ten days, one that more than five accounts
paid within the hour, and one that sent on more than half.

## The artifact against the float model

The log odds differ by ${greatestDifference.toPrecision(2)} at most: the artifact's leaves lie on a grid on which every sum is exact.
`
}

function renderFacts({ id, artifactBytes, floatBytes, lookups, recipe, transfers, frauds }: Report): string[][] {
  const { training, test } = recipe
  return [
    ['', ''],
    ['model id', `\`${id}\``],
    ['artifact, float model', `${artifactBytes} bytes, ${floatBytes} bytes`],
    ['comparisons and leaves of a run, at most', `${lookups}`],
    ['input', '`transfer` float32 [1, 10]'],
    ['output', '`log_odds` float32 [1, 1]: 0 is as likely as not, -4.6 one in a hundred'],
    [
      'training',
      `${training.trees} trees of depth ${training.depth} on ${training.transfers} transfers (seed ${training.seed})`,
    ],
    ['test', `${transfers} transfers, ${frauds} of them frauds (seed ${test.seed})`],
  ]
}

function percent(fraction: number): string {
  return `${Number((100 * fraction).toFixed(1))} %`
}
