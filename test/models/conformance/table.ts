import type { Judgement } from './judge.ts'

/** The table of what became of the tests, by the operator that a test is of. */
export function renderTable(judgements: readonly (Judgement & { readonly suite: string })[]): string {
  const count = (of: readonly Judgement[], status: string) =>
    of.filter(({ verdict }) => verdict.status === status).length
  const row = (name: string, of: readonly Judgement[]) => {
    const steps = of.flatMap(({ verdict }) => (verdict.status === 'quantized' ? [verdict.steps] : []))
    const most = steps.length > 0 ? Math.max(...steps).toFixed(1) : ''
    const cells = [
      of.length,
      count(of, 'exact'),
      count(of, 'quantized'),
      most,
      count(of, 'refused'),
      count(of, 'wrong'),
    ]
    return `| ${[name, ...cells.map(cell => (cell === 0 ? '' : cell))].join(' | ')} |`
  }
  const suites = groupBy(judgements, ({ suite }) => suite)
  const operators = groupBy(judgements, operatorOf)
  return [
    '| suite | tests | exact | quantized | most steps beside | refused | wrong |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...[...suites].map(([suite, of]) => row(suite, of)),
    row('together', judgements),
    '',
    '| operator | tests | exact | quantized | most steps beside | refused | wrong |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...[...operators].sort(([a], [b]) => (a < b ? -1 : 1)).map(([operator, of]) => row(operator, of)),
    '',
  ].join('\n')
}

/** The operator that a test is of: its only one, or what its name says where the operator is written out node by node. */
function operatorOf({ name, operators }: Judgement): string {
  if (operators.length === 1) return operators[0]!
  return operators.length === 0 ? 'not read' : `written out: ${name.replace(/^test_/, '').split('_')[0]}`
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}
