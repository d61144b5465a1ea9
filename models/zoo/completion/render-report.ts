import { renderTable } from '../training/index.ts'
import { alphabet, contextLength } from './alphabet.ts'
import type { Report } from './measure.ts'

/** The report as a page of Markdown. */
export function renderReport({
  id,
  artifactBytes,
  floatBytes,
  macs,
  recipe,
  scores,
  agreement,
  completions,
}: Report): string {
  const { training, calibration, test } = recipe
  const facts = [
    ['', ''],
    ['model id', `\`${id}\``],
    ['artifact, float model', `${artifactBytes} bytes, ${floatBytes} bytes`],
    ['multiply-accumulates', `${macs}`],
    [
      'input',
      `\`characters\` int64 [1, ${contextLength}]: indices into "${alphabet}"; a shorter text stands at the start`,
    ],
    ['output', `\`logits\` float32 [1, ${contextLength}, ${alphabet.length}]: of the character after each one`],
    [
      'training',
      `${training.steps} steps of Adam (seed ${training.networkSeed}) on ${training.characters} characters (seed ${training.textSeed})`,
    ],
    ['calibration', `the first ${calibration.contexts} contexts of that text`],
    ['test', `${test.characters} characters that training never saw (seed ${test.textSeed})`],
  ]
  const rows = scores.map(({ name, score }) => [
    name,
    score.bits.toFixed(3),
    percent(score.right, score.characters),
    percent(score.verbsRight, score.verbs),
  ])
  return `# The completion model

A causal transformer over characters (2 layers of 48 features, 4 heads, 192 hidden units) that completes sentences.
Written by \`npm run train:completion\`, which makes the same bytes on every machine; do not edit.

${renderTable(facts)}

The text is made by a grammar (\`write-sentences.ts\`): sentences of some fifty words in which verbs take the number of their subjects,
across a clause between them too. The model knows no other text. Much of it can't be foretold: which noun comes next is drawn.

## Against text that it never saw

${renderTable([['', 'bits a character', 'likeliest is right', 'verb endings across a clause'], ...rows])}

Counts are of the training text, shorter endings mixed in. Verb endings: of ${scores[0]!.score.verbs} verbs behind a clause that stands between them and
their subject, how many have the ending that the model thinks likeliest, an s or none; guessing gets half of them, and so small a model, trained
for minutes, little more.

## The artifact against the float model

The likeliest character is the same in ${agreement.sameGreatest} of ${agreement.characters}.

## What it writes

The likeliest characters, one after the other, 40 after what it was given:

${completions.map(text => `- ${text}`).join('\n')}
`
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`
}
